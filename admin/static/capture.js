// The browser's microphone as 24 kHz mono, and what was recorded as a wav; nothing is sent from here.
const RATE = 24000;

/** Opens the microphone and calls `take(Float32Array)` ten times a second. Throws what getUserMedia throws. */
export async function openMicrophone(take) {
  if (!navigator.mediaDevices) throw new DOMException('no microphone at this address', 'SecurityError');
  const wish = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: wish });
  const context = new AudioContext({ sampleRate: RATE });
  try {
    await context.resume();
    await context.audioWorklet.addModule('/static/worklet.js');
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

/** Pieces of samples as one 16-bit wav file. */
export function wavOf(pieces) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const view = new DataView(new ArrayBuffer(44 + 2 * length));
  const text = (at, letters) => [...letters].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, 'RIFF'); view.setUint32(4, 36 + 2 * length, true); text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true); view.setUint32(28, 2 * RATE, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
  text(36, 'data'); view.setUint32(40, 2 * length, true);
  let at = 44;
  for (const piece of pieces) {
    for (const sample of piece) {
      view.setInt16(at, Math.max(-32768, Math.min(32767, Math.round(sample * 32767))), true);
      at += 2;
    }
  }
  return new Blob([view.buffer], { type: 'audio/wav' });
}
