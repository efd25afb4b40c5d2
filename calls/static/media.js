// Camera and microphone of this side: asked for before any connection is made, so that the ways on a LAN are known.
const PATIENCE = 20000; // milliseconds for the permission question
const SIZES = { two: [640, 480, 24], three: [640, 480, 15], many: [320, 240, 15] };

// how much of its picture a page sends where six are together: a small machine cannot take five large ones
export const SHARES = {
  speaks: { maxFramerate: 15, scaleResolutionDownBy: 1, maxBitrate: 250000 },
  listens: { maxFramerate: 6, scaleResolutionDownBy: 2, maxBitrate: 70000 },
};

export const sizeFor = (people) => SIZES[people <= 2 ? "two" : people === 3 ? "three" : "many"];

// with a camera where there is one, with sound alone where not; throws what the browser throws when neither is to be had
export async function openMedia(people = 2) {
  const [width, height, frameRate] = sizeFor(people);
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const video = { width: { ideal: width }, height: { ideal: height }, frameRate: { max: frameRate }, facingMode: "user" };
  try {
    return await soon(navigator.mediaDevices.getUserMedia({ audio, video }));
  } catch (error) {
    if (!["NotFoundError", "NotReadableError", "OverconstrainedError"].includes(error.name)) throw error;
    return soon(navigator.mediaDevices.getUserMedia({ audio }));
  }
}

// calls `tell(level)` four times a second with the loudness in dBFS; returns what stops it
export function watchLevel(stream, tell) {
  if (!stream.getAudioTracks().length) return () => undefined;
  const context = new AudioContext();
  const look = new AnalyserNode(context, { fftSize: 2048 });
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(look);
  const heard = new Float32Array(look.fftSize);
  const timer = setInterval(() => {
    look.getFloatTimeDomainData(heard);
    const power = heard.reduce((sum, each) => sum + each * each, 0) / heard.length;
    tell(10 * Math.log10(power + 1e-10));
  }, 250);
  return () => {
    clearInterval(timer);
    if (context.state !== "closed") context.close(); // said twice where a call ends while it begins
  };
}

function soon(promise) {
  const late = new Promise((_, fail) => { setTimeout(() => fail(new DOMException("nobody answered", "NotAllowedError")), PATIENCE); });
  late.catch(() => undefined);
  promise.catch(() => undefined);
  return Promise.race([promise, late]);
}
