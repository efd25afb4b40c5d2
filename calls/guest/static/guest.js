// The relative's page: one state at a time, big buttons; ringing and connecting live in /call/static.
import { Bell } from "/call/static/bell.js";
import { Faces } from "/call/static/faces.js";
import { Gathering } from "/call/static/gathering.js";
import { Line } from "/call/static/line.js";
import { openMedia } from "/call/static/media.js";
import { Room } from "/call/static/room.js";

const line = new Line();
const room = new Room(line);
const gathering = new Gathering(line);
const faces = new Faces();
const bell = new Bell();
const title = document.title;
const face = document.querySelector(".face");
const own = document.querySelector(".own");
const told = document.querySelector(".told");
const together = document.querySelector(".together");
const WALL = "hide-wall";
let circle; // the call of the circle that rings, if it is one

function show(state) {
  document.body.dataset.state = state;
  for (const each of document.querySelectorAll("[data-for]")) each.hidden = !each.dataset.for.split(" ").includes(state);
  document.querySelector(`[data-for="${state}"] button`)?.focus();
  document.dispatchEvent(new CustomEvent("shown", { detail: state }));
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
  answer: () => (circle ? enter(circle) : room.answer()),
  hand: () => line.post(`${gathering.call}/hand`).catch(() => undefined),
  leave: () => gathering.hangUp(),
  hush: (button) => gathering.hush(pressed(button)),
  hide: (button) => {
    const off = pressed(button);
    for (const each of gathering.own.getVideoTracks()) each.enabled = !off;
  },
  decline: () => room.decline(),
  hang_up: () => room.hangUp(),
  call_back: callBack,
  mute: (button) => toggle(button, "audio"),
  camera: (button) => toggle(button, "video"),
  wall: (button) => hideWall(pressed(button)),
  unmute: () => face.play().then(() => hint("blocked", false), () => undefined),
};

// a circle: everybody's face
function enter(call) {
  if (room.state === "ringing") room.quiet();
  gathering.join(() => line.post(`${call}/answer`));
}

async function ring() {
  const response = await fetch("/ring", { method: "POST", headers: { Accept: "application/json" } });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(), answer);
  return answer;
}

function pressed(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  return on;
}

// it is quiet there: the person hears of the call at the next visit
async function callBack() {
  const response = await fetch("/call-back", { method: "POST", headers: { Accept: "application/json" } });
  if (!response.ok) return;
  hint("quiet", false);
  tell("call_back_kept");
}

function toggle(button, kind) {
  const off = pressed(button);
  for (const track of own.srcObject?.getTracks() ?? []) if (track.kind === kind) track.enabled = !off;
}

// what is behind the relative; this phone remembers the wish
function hideWall(on) {
  for (const each of document.querySelectorAll("[data-do=wall]")) each.setAttribute("aria-pressed", String(on));
  try {
    localStorage.setItem(WALL, on ? "1" : "");
  } catch { /* a browser that keeps nothing: for as long as the page is open */ }
  room.hide(on).catch(() => undefined);
}

function wished() {
  try {
    return localStorage.getItem(WALL) === "1";
  } catch {
    return false;
  }
}

function hint(name, shown) {
  document.querySelector(`[data-hint="${name}"]`).hidden = !shown;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) acts[button.dataset.do]?.(button); // those of letters are in letters.js
});

room.addEventListener("state", ({ detail }) => {
  const rang = circle;
  circle = detail.state === "ringing" && detail.circle ? room.call : undefined;
  if (detail.why === "elsewhere") return bell.stop(); // the circle's own state follows
  show(detail.state);
  bell.stop();
  document.title = title;
  if (detail.state === "ringing") {
    bell.start("ring");
    const words = circle ? document.body.dataset.circle.replace("{circle}", detail.title) : document.body.dataset.ringing;
    document.querySelector("[data-for=ringing] h1").textContent = words;
    document.title = `☎ ${words}`;
    navigator.vibrate?.([400, 200, 400]);
  }
  if (detail.state === "calling") bell.start("wait");
  if (detail.state === "talking") {
    face.muted = false;
    face.play().then(() => hint("blocked", false), () => hint("blocked", true));
  }
  if (detail.state === "idle") {
    face.srcObject = own.srcObject = null;
    for (const each of document.querySelectorAll('.bar [aria-pressed="true"]:not([data-do=wall])')) each.setAttribute("aria-pressed", "false");
    tell(rang ? "" : detail.why); // a circle goes on without us, and its button says so
    hint("quiet", detail.why === "quiet");
    if (detail.why === "revoked") location.replace("/");
  }
  return undefined;
});
room.addEventListener("face", ({ detail }) => {
  if (face.srcObject !== detail.stream) face.srcObject = detail.stream;
  face.muted = room.state !== "talking"; // nothing is heard before it is answered
});
room.addEventListener("own", ({ detail }) => { own.srcObject = detail.stream; });
room.addEventListener("unheard", ({ detail }) => hint("unheard", detail.quiet));
room.addEventListener("trouble", ({ detail }) => tell(detail.cause));

gathering.addEventListener("state", ({ detail }) => {
  if (detail.state === "calling") {
    show("together");
    faces.dress(together.querySelector(".faces"));
  }
  document.title = title;
  if (detail.state !== "idle") return;
  faces.clear();
  for (const each of together.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", "false");
  show("idle");
  tell(document.querySelector(`template[data-why="circle.${detail.why}"]`) ? `circle.${detail.why}` : detail.why);
});
gathering.addEventListener("own", ({ detail }) => faces.own(detail.stream));
gathering.addEventListener("face", ({ detail }) => faces.face(detail.party, detail.stream));
gathering.addEventListener("gone", ({ detail }) => faces.gone(detail.party));
gathering.addEventListener("people", ({ detail }) => {
  faces.people(detail);
  together.querySelector("[data-do=hand]").setAttribute("aria-pressed", String(detail.floor.hands.includes(detail.me)));
});
gathering.addEventListener("held", ({ detail }) => hint("held", detail.on));
gathering.addEventListener("trouble", ({ detail }) => tell(detail.cause));

// circles that go on without us: the way in, also for who has left
line.addEventListener("news", ({ detail }) => {
  const place = document.querySelector(".open");
  const known = detail.circles.map(({ call }) => call).join(" ");
  if (place.dataset.known === known) return;
  place.dataset.known = known;
  place.replaceChildren(...detail.circles.map(({ call, title: name }) => {
    const button = document.querySelector("template.way-in").content.firstElementChild.cloneNode(true);
    button.querySelector("span").textContent = document.body.dataset.open.replace("{circle}", name);
    button.addEventListener("click", () => enter(call));
    return button;
  }));
});
show("new");
if (wished()) hideWall(true);
