// A voice of some minutes, recorded in the browser: 16 kHz mono s16le, whatever the microphone's own rate is.
import { integersOf } from "./samples.js";

export const RATE = 16000;
const PIECE = 8192; // samples, about a fifth of a second
const SILENT = 0.004; // of full scale; nobody's voice stays below it all the time

// `tell(seconds)` several times a second; call it from a press (iPhones allow sound from nowhere else)
export async function recordVoice(tell, ended) {
  const context = new AudioContext();
  const waking = context.resume();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
    await waking;
    await context.audioWorklet.addModule(new URL("worklet.js", import.meta.url));
  } catch (error) {
    stream?.getTracks().forEach((track) => track.stop());
    context.close();
    throw error;
  }
  const pieces = [];
  let samples = 0;
  const node = new AudioWorkletNode(context, "pieces", { numberOfOutputs: 0, processorOptions: { samples: PIECE } });
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
  let flushed;
  node.port.onmessage = ({ data }) => {
    if (data === "flushed") return flushed?.();
    pieces.push(data);
    samples += data.length;
    return tell(samples / context.sampleRate);
  };
  source.connect(node);
  stream.getAudioTracks()[0].addEventListener("ended", ended); // a call comes in, or the microphone is unplugged
  return async function stop() {
    await Promise.race([
      new Promise((done) => { flushed = done; node.port.postMessage("flush"); }),
      new Promise((done) => { setTimeout(done, 400); }),
    ]);
    stream.getTracks().forEach((track) => track.stop());
    const { sampleRate } = context;
    await context.close();
    return resampled(pieces, samples, sampleRate);
  };
}

// {pcm: ArrayBuffer, seconds, silent}
async function resampled(pieces, samples, rate) {
  if (!samples) return { pcm: new ArrayBuffer(0), seconds: 0, silent: true };
  const work = new OfflineAudioContext(1, Math.ceil((samples * RATE) / rate), RATE);
  const whole = new AudioBuffer({ length: samples, sampleRate: rate });
  let at = 0;
  for (const piece of pieces) {
    whole.copyToChannel(piece, 0, at);
    at += piece.length;
  }
  const source = new AudioBufferSourceNode(work, { buffer: whole });
  source.connect(work.destination);
  source.start();
  const heard = (await work.startRendering()).getChannelData(0);
  const peak = heard.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return { pcm: integersOf(heard).buffer, seconds: heard.length / RATE, silent: peak < SILENT };
}
