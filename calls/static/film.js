// A film of a minute, recorded in the browser as the browser likes best; the sound with it.
const WISH = {
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { max: 24 }, facingMode: "user" },
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};
const FORMS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"]; // the kiosk plays all of them; iPhones make the last
const RATES = { videoBitsPerSecond: 700000, audioBitsPerSecond: 64000 };

// `tell(seconds)` four times a second; `mirror` shows the person to themselves; what stops it gives {film, seconds}
export async function recordFilm(mirror, tell, ended) {
  const stream = await navigator.mediaDevices.getUserMedia(WISH);
  mirror.srcObject = stream;
  mirror.play().catch(() => undefined);
  const mimeType = FORMS.find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(stream, { mimeType, ...RATES });
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.start(1000);
  const since = performance.now();
  const timer = setInterval(() => tell((performance.now() - since) / 1000), 250);
  for (const track of stream.getTracks()) track.addEventListener("ended", ended);
  return async function stop() {
    clearInterval(timer);
    const seconds = (performance.now() - since) / 1000;
    if (recorder.state !== "inactive") await new Promise((done) => { recorder.onstop = done; recorder.stop(); });
    stream.getTracks().forEach((track) => track.stop());
    mirror.srcObject = null;
    return { film: new Blob(pieces, { type: recorder.mimeType.split(";")[0] }), seconds };
  };
}
