// A voice of some minutes, recorded in the browser: 16 kHz mono s16le, whatever the microphone's own rate is.
const RATE = 16000;
const SILENT = 0.004; // of full scale; nobody's voice stays below it all the time

// `tell(seconds)` several times a second; call it from a press (iPhones allow sound from nowhere else)
export async function recordVoice(tell, ended) {
  const context = new AudioContext();
  const waking = context.resume();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
    await waking;
    await context.audioWorklet.addModule(new URL("voice_worklet.js", import.meta.url));
  } catch (error) {
    stream?.getTracks().forEach((track) => track.stop());
    context.close();
    throw error;
  }
  const pieces = [];
  let samples = 0;
  const node = new AudioWorkletNode(context, "voice", { numberOfOutputs: 0 });
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
  const view = new DataView(new ArrayBuffer(2 * heard.length));
  let peak = 0;
  heard.forEach((sample, place) => {
    peak = Math.max(peak, Math.abs(sample));
    view.setInt16(2 * place, Math.max(-32768, Math.min(32767, Math.round(sample * 32767))), true);
  });
  return { pcm: view.buffer, seconds: heard.length / RATE, silent: peak < SILENT };
}

// the same as a wav file, to be heard before it is sent
export function wavOf(pcm) {
  const view = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => [...letters].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + pcm.byteLength, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, pcm.byteLength, true);
  return new Blob([view.buffer, pcm], { type: "audio/wav" });
}
