// A circle at the touchscreen: comes in when its screen is drawn, shows everybody, goes on when it is over.
import { go, lead, page } from "./screen.js";
import { hush, say } from "./speech.js";
import { carry } from "./sound.js";
import { post } from "./server.js";
import { wire } from "./call.js";

let gathering;
let faces;
let limits = []; // of a child's stay: the word before its end, and the end

const WARNED = 120; // seconds before it

export function watchCircles() {
  document.addEventListener("screen", () => (page().kind === "circle" ? inTheCircle() : leave()));
}

function leave() {
  if (gathering && gathering.state !== "idle") gathering.hangUp();
}

async function inTheCircle() {
  try {
    await open();
  } catch {
    return over("lost"); // the station is being started anew
  }
  dress();
  return gathering.join(comeIn);
}

async function comeIn() {
  const come = await post("/circles/come_in");
  unlimited();
  if (come.left) {
    limits = [setTimeout(warn, Math.max(0, come.left - WARNED) * 1000), setTimeout(() => gathering.end("time"), come.left * 1000)];
  }
  return come;
}

const unlimited = () => limits.splice(0).forEach(clearTimeout);

const warn = () => hint(".circle .soon");

// the station is silent: the faces may go on, and the person knows why nothing is answered
function held(on) {
  if (on) return hint(".circle .held");
  const line = document.querySelector(".circle .held");
  if (line) line.hidden = true;
  return undefined;
}

function hint(name) {
  const line = document.querySelector(name);
  if (!line) return;
  line.hidden = false;
  say([line]);
}

async function open() {
  if (gathering) return;
  const [{ Faces }, { Gathering }] = await Promise.all(["faces", "gathering"].map((each) => import(`/call/static/${each}.js`)));
  const line = await wire();
  faces = new Faces({ carry });
  gathering = new Gathering(line);
  gathering.addEventListener("state", ({ detail }) => changed(detail));
  gathering.addEventListener("own", ({ detail }) => { dress(); faces.own(detail.stream); });
  gathering.addEventListener("face", ({ detail }) => faces.face(detail.party, detail.stream));
  gathering.addEventListener("gone", ({ detail }) => faces.gone(detail.party));
  gathering.addEventListener("people", ({ detail }) => { faces.people(detail); hands(detail); });
  gathering.addEventListener("held", ({ detail }) => held(detail.on));
  gathering.addEventListener("unheard", ({ detail }) => {
    const hint = document.querySelector(".circle .unheard");
    if (hint) hint.hidden = !detail.quiet;
  });
}

function changed({ state, why }) {
  if (state === "talking") hush();
  dress();
  if (state === "talking" && !document.querySelector("button[value=hand]")) go("/screen/circles.talk"); // now there is a hand to raise
  if (state !== "idle") return;
  unlimited();
  faces.clear();
  if (page().kind === "circle") over(why);
}

// whoever leads gave the word, and the hand is down again
function hands({ floor, me }) {
  const button = document.querySelector("button[value=hand]");
  const up = floor.hands.includes(me);
  if (!button || up === (button.getAttribute("aria-pressed") === "true")) return;
  if (up) button.setAttribute("aria-pressed", "true");
  else button.removeAttribute("aria-pressed");
  post("/circles/hand", { up: up ? "1" : "0" });
}

async function over(why) {
  const from = document.body;
  const answer = await post("/circles/over", { why }).catch(() => ({ goes: "/" }));
  await lead(from, answer.goes);
}

// the screen may have been drawn anew: the faces belong on whatever is drawn now
function dress() {
  const drawn = document.querySelector(".circle .faces");
  document.body.classList.toggle("together", gathering.state === "talking" && Boolean(drawn));
  if (drawn) faces.dress(drawn);
}
