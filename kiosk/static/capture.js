// The browser's microphone as 16 kHz mono s16le in pieces of 200 ms.
const RATE = 16000;
const PATIENCE = 8000; // milliseconds for the permission question

export async function openMicrophone(take) {
  if (!navigator.mediaDevices) throw new DOMException("no microphone on this page", "NotFoundError");
  const wish = { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: true };
  const stream = await soon(navigator.mediaDevices.getUserMedia({ audio: wish }));
  const context = new AudioContext({ sampleRate: RATE });
  await context.audioWorklet.addModule("/static/worklet.js");
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
  const node = new AudioWorkletNode(context, "pieces", { numberOfOutputs: 0 });
  let flushed;
  node.port.onmessage = ({ data }) => (data === "flushed" ? flushed?.() : take(data));
  return {
    start: () => source.connect(node),
    stop: async () => {
      if (context.state === "closed") return;
      await Promise.race([new Promise((done) => { flushed = done; node.port.postMessage("flush"); }), wait(400)]);
      stream.getTracks().forEach((track) => track.stop());
      await context.close();
    },
  };
}

const wait = (time) => new Promise((done) => setTimeout(done, time));

function soon(promise) {
  const late = wait(PATIENCE).then(() => { throw new DOMException("nobody answered", "NotAllowedError"); });
  promise.then((stream) => late.catch(() => undefined) && stream, () => late.catch(() => undefined));
  return Promise.race([promise, late]);
}
