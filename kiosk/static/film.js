// A letter with a picture: the person sees themselves as in a mirror; one press begins, any press ends and keeps it.
import { post } from "./server.js";
import { follow, page } from "./screen.js";
import { hush, sayUrl } from "./speech.js";
import { awake, tone } from "./sound.js";

const WISH = {
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { max: 24 }, facingMode: "user" },
  audio: { echoCancellation: true, noiseSuppression: false, autoGainControl: true },
};
const FORMS = ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/webm;codecs=vp8,opus", "video/webm"]; // what most phones play first
const RATES = { videoBitsPerSecond: 700000, audioBitsPerSecond: 64000 };
const LONGEST = 60; // seconds, as casework/letters
const NEARLY = 40;
const TWICE = 600; // milliseconds in which a finger that comes down twice ends nothing

let now; // the camera that is open
export const filming = () => now?.recorder !== undefined;

export function watchForFilms() {
  document.addEventListener("screen", () => {
    close();
    const mirror = document.querySelector("section.film video");
    if (mirror) open(mirror);
  });
  window.addEventListener("pagehide", close);
}

function close() {
  const mine = now;
  now = undefined;
  clearInterval(mine?.timer);
  mine?.stream?.getTracks().forEach((track) => track.stop());
}

function open(mirror) {
  const mine = (now = { opened: undefined });
  mine.opened = (async () => {
    if (!navigator.mediaDevices) throw new DOMException("no camera on this page", "NotFoundError");
    const stream = await navigator.mediaDevices.getUserMedia(WISH);
    if (mine !== now) return stream.getTracks().forEach((track) => track.stop());
    mine.stream = mirror.srcObject = stream;
    stream.getTracks().forEach((track) => track.addEventListener("ended", () => mine === now && endFilming()));
    return undefined;
  })();
  mine.opened.catch(() => mine === now && blind());
}

async function blind() {
  close();
  hush();
  await follow(await post("/letters/blind").catch(() => ({ goes: "/" })));
}

export async function startFilming() {
  const mine = now;
  if (!mine || mine.recorder) return;
  hush();
  await awake();
  await mine.opened.catch(() => undefined);
  if (mine !== now || !mine.stream) return;
  const mimeType = FORMS.find((each) => MediaRecorder.isTypeSupported(each));
  mine.pieces = [];
  mine.recorder = new MediaRecorder(mine.stream, { mimeType, ...RATES });
  mine.recorder.ondataavailable = ({ data }) => mine.pieces.push(data);
  mine.recorder.start(1000);
  mine.since = performance.now();
  mine.timer = setInterval(() => tick(mine), 250);
  tone("listen");
  document.body.classList.add("filming");
  const place = document.querySelector("section.film");
  document.querySelector(".choice[value=film] .label").textContent = place.dataset.finished;
  tick(mine);
}

function tick(mine) {
  if (mine !== now) return clearInterval(mine.timer);
  const seconds = Math.floor((performance.now() - mine.since) / 1000);
  const place = document.querySelector("section.film .elapsed");
  place.hidden = false;
  place.textContent = `● ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (seconds >= NEARLY && !mine.warned) {
    mine.warned = true;
    sayUrl(`/say/${page().nearly}.wav`);
  }
  if (seconds >= LONGEST) endFilming();
  return undefined;
}

export async function endFilming() {
  const mine = now;
  if (!mine?.recorder || mine.ending || performance.now() - mine.since < TWICE) return;
  mine.ending = true;
  clearInterval(mine.timer);
  tone("done");
  const seconds = (performance.now() - mine.since) / 1000;
  await new Promise((done) => { mine.recorder.onstop = done; mine.recorder.stop(); });
  const film = await new Blob(mine.pieces).arrayBuffer();
  close();
  await follow(await post(`/letters/film?seconds=${seconds.toFixed(1)}`, film).catch(() => ({ goes: "/" })));
}
