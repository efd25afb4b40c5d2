// A card before the camera: the person sees themselves as in a mirror, the pictures go to the box and nowhere else.
// The camera is open only while its screen is; whatever leads away from it closes it. Where the installer wants it, it
// also looks out for a card on the first screen while nobody is there: without a mirror, and without a word.
import { post } from "./server.js";
import { follow, page } from "./screen.js";
import { hush, say, speaking } from "./speech.js";
import { tone } from "./sound.js";
import { interruptListening, listening } from "./microphone.js";

const WISH = { video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" }, audio: false };
const EACH = 180; // milliseconds between two pictures
const EACH_AT_REST = 700;
const PATIENCE = 6000; // milliseconds of the same trouble before it is said
const PAUSE = 14000; // milliseconds before it is said again

let now; // the camera that is open
export const seeing = () => now !== undefined;

export function watchForCards() {
  document.addEventListener("screen", () => {
    close();
    const mirror = document.querySelector(".mirror video");
    if (mirror) open(mirror);
  });
  document.addEventListener("alone", () => page().rests === "1" && open(document.createElement("video"), true));
  for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, () => now?.resting && close());
  window.addEventListener("pagehide", close);
}

function close() {
  const mine = now;
  now = undefined;
  mine?.stream?.getTracks().forEach((track) => track.stop());
}

async function open(mirror, resting = false) {
  const mine = (now = { stream: undefined, hint: "", since: 0, said: 0, resting });
  try {
    if (!navigator.mediaDevices) throw new DOMException("no camera on this page", "NotFoundError");
    mine.stream = await navigator.mediaDevices.getUserMedia(WISH);
    if (mine !== now) return mine.stream.getTracks().forEach((track) => track.stop());
    mine.stream.getTracks().forEach((track) => { track.onended = () => mine === now && lost("card.no_camera"); });
    mirror.srcObject = mine.stream;
    await mirror.play();
  } catch (error) {
    return mine === now ? lost(error.name === "NotAllowedError" ? "card.camera_denied" : "card.no_camera") : undefined;
  }
  mirror.parentElement?.classList.add("live");
  return watch(mine, mirror);
}

async function watch(mine, mirror) {
  const canvas = document.createElement("canvas");
  while (mine === now) {
    const picture = await taken(canvas, mirror);
    const answer = picture && (await post("/card/picture", picture).catch(() => undefined));
    if (mine !== now) return;
    if (answer?.goes) return arrived(answer);
    if (answer && !mine.resting) advise(mine, answer.hint ?? "");
    await new Promise((done) => setTimeout(done, mine.resting ? EACH_AT_REST : EACH));
  }
}

async function taken(canvas, mirror) {
  if (!mirror.videoWidth) return undefined;
  const small = Math.min(1, 800 / mirror.videoWidth);
  canvas.width = mirror.videoWidth * small;
  canvas.height = mirror.videoHeight * small;
  canvas.getContext("2d").drawImage(mirror, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  return blob?.arrayBuffer();
}

async function arrived(answer) {
  close();
  document.dispatchEvent(new Event("card"));
  interruptListening();
  hush();
  tone("done");
  await follow(answer);
}

// what would help is said when it has been so for a while, never into another sentence
function advise(mine, hint) {
  const time = performance.now();
  if (hint !== mine.hint) Object.assign(mine, { hint, since: time });
  const sound = hint && document.querySelector(".reader")?.dataset[hint];
  if (!sound || time - mine.since < PATIENCE || time - mine.said < PAUSE || speaking() || listening()) return;
  mine.said = time;
  const line = document.createElement("i");
  line.dataset.say = sound;
  say([line]);
}

async function lost(cause) {
  const resting = now?.resting;
  close();
  if (resting) return; // nobody asked for it
  hush();
  await follow(await post("/card/blind", { cause }).catch(() => ({ goes: "/" })));
}
