// The browser's microphone as 16 kHz mono s16le in pieces.
import { integersOf } from "./samples.js";
import { mouthpiece } from "./sound.js";
import { soundcheck } from "./soundcheck.js";

const RATE = 16000;
const PATIENCE = 8000; // milliseconds for the permission question

// pieces of so many samples go to `take`; `gone` is called with a phrase when the microphone fails while it is open
export async function openMicrophone(samples, take, gone) {
  if (!navigator.mediaDevices) throw new DOMException("no microphone on this page", "NotFoundError");
  const wish = { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: true };
  const own = await mouthpiece();
  if (own) wish.deviceId = { ideal: own };
  const stream = await soon(navigator.mediaDevices.getUserMedia({ audio: wish }));
  const context = new AudioContext({ sampleRate: RATE });
  if (context.sampleRate !== RATE) throw new DOMException(`${context.sampleRate} samples a second`, "NotSupportedError");
  await context.audioWorklet.addModule(new URL("worklet.js", import.meta.url));
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
  const node = new AudioWorkletNode(context, "pieces", { numberOfOutputs: 0, processorOptions: { samples } });
  let flushed;
  let check;
  let stopped;
  node.port.onmessage = ({ data }) => {
    if (data === "flushed") return flushed?.();
    const piece = integersOf(data).buffer;
    check?.heard(piece);
    return take(piece);
  };
  return {
    start: () => {
      source.connect(node);
      check = soundcheck(stream, RATE, gone);
    },
    stop: () => (stopped ??= close()),
  };

  async function close() {
    check?.stop();
    await Promise.race([new Promise((done) => { flushed = done; node.port.postMessage("flush"); }), wait(400)]);
    stream.getTracks().forEach((track) => track.stop());
    await context.close();
  }
}

const wait = (time) => new Promise((done) => setTimeout(done, time));

function soon(promise) {
  const late = wait(PATIENCE).then(() => { throw new DOMException("nobody answered", "NotAllowedError"); });
  promise.then((stream) => late.catch(() => undefined) && stream, () => late.catch(() => undefined));
  return Promise.race([promise, late]);
}
