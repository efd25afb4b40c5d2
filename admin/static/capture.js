// The browser's microphone as 24 kHz mono, and what was recorded as a wav; nothing is sent from here.
import { integersOf, wavOf as wavFile } from '/call/static/samples.js';

const RATE = 24000;

/** Opens the microphone and calls `take(Float32Array)` ten times a second. Throws what getUserMedia throws. */
export async function openMicrophone(take) {
  if (!navigator.mediaDevices) throw new DOMException('no microphone at this address', 'SecurityError');
  const wish = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: wish });
  const context = new AudioContext({ sampleRate: RATE });
  try {
    await context.resume();
    await context.audioWorklet.addModule('/call/static/worklet.js');
  } catch (error) {
    stream.getTracks().forEach((track) => track.stop());
    throw error;
  }
  const node = new AudioWorkletNode(context, 'pieces', { numberOfOutputs: 0 });
  let flushed;
  node.port.onmessage = ({ data }) => (data === 'flushed' ? flushed?.() : take(data));
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(node);
  return async function close() {
    await Promise.race([
      new Promise((done) => { flushed = done; node.port.postMessage('flush'); }),
      new Promise((done) => setTimeout(done, 400)),
    ]);
    stream.getTracks().forEach((track) => track.stop());
    await context.close();
  };
}

export const secondsOf = (pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0) / RATE;

/** Pieces of samples as one wav file. */
export const wavOf = (pieces) => wavFile(integersOf(...pieces), RATE);
