// The relative's page: one state at a time, big buttons; ringing and connecting live in /call/static.
import { Bell } from "/call/static/bell.js";
import { Line } from "/call/static/line.js";
import { openMedia } from "/call/static/media.js";
import { Room } from "/call/static/room.js";

const line = new Line();
const room = new Room(line);
const bell = new Bell();
const title = document.title;
const face = document.querySelector(".face");
const own = document.querySelector(".own");
const told = document.querySelector(".told");

function show(state) {
  document.body.dataset.state = state;
  for (const each of document.querySelectorAll("[data-for]")) each.hidden = each.dataset.for !== state;
  document.querySelector(`[data-for="${state}"] button`)?.focus();
}

function tell(why) {
  const words = document.querySelector(`template[data-why="${why}"]`);
  told.textContent = words ? words.content.textContent : "";
}

// "ready" asks for camera and microphone while a finger is on the page: browsers allow neither sound nor camera otherwise
async function ready() {
  await Bell.wake();
  try {
    (await openMedia()).getTracks().forEach((track) => track.stop());
    tell("");
  } catch (error) {
    tell(error.name === "NotAllowedError" ? "denied" : "none");
  }
  show("idle");
  line.run();
}

const acts = {
  ready,
  ring: () => room.begin(ring),
  answer: () => room.answer(),
  decline: () => room.decline(),
  hang_up: () => room.hangUp(),
  mute: (button) => toggle(button, "audio"),
  camera: (button) => toggle(button, "video"),
  unmute: () => face.play().then(() => hint("blocked", false), () => undefined),
};

async function ring() {
  const response = await fetch("/ring", { method: "POST", headers: { Accept: "application/json" } });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(), answer);
  return answer;
}

function toggle(button, kind) {
  const off = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(off));
  for (const track of own.srcObject?.getTracks() ?? []) if (track.kind === kind) track.enabled = !off;
}

function hint(name, shown) {
  document.querySelector(`[data-hint="${name}"]`).hidden = !shown;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) acts[button.dataset.do](button);
});

room.addEventListener("state", ({ detail }) => {
  show(detail.state);
  bell.stop();
  document.title = title;
  if (detail.state === "ringing") {
    bell.start("ring");
    document.title = `☎ ${document.body.dataset.ringing}`;
    navigator.vibrate?.([400, 200, 400]);
  }
  if (detail.state === "calling") bell.start("wait");
  if (detail.state === "talking") {
    face.muted = false;
    face.play().then(() => hint("blocked", false), () => hint("blocked", true));
  }
  if (detail.state === "idle") {
    face.srcObject = own.srcObject = null;
    for (const each of document.querySelectorAll('.bar [aria-pressed="true"]')) each.setAttribute("aria-pressed", "false");
    tell(detail.why);
    if (detail.why === "revoked") location.replace("/");
  }
});
room.addEventListener("face", ({ detail }) => {
  if (face.srcObject !== detail.stream) face.srcObject = detail.stream;
  face.muted = room.state !== "talking"; // nothing is heard before it is answered
});
room.addEventListener("own", ({ detail }) => { own.srcObject = detail.stream; });
room.addEventListener("unheard", ({ detail }) => hint("unheard", detail.quiet));
room.addEventListener("trouble", ({ detail }) => tell(detail.cause));
show("new");
