// A call at the touchscreen: rings when its screen is drawn, shows the faces, goes on when it is over.
// Who is called and what became of it the kiosk decides; cameras and connections live in /call/static.
import { go, lead, page } from "./screen.js";
import { hush, say } from "./speech.js";
import { carry } from "./sound.js";
import { post } from "./server.js";

let line;
let room;
let bell;
let face;
let own;
let soon; // when a child is told that two minutes are left
let told = false;
let voice; // stops what carries the other one's voice to the loudspeaker

const FREE = ["language", "home", "known", "calls", "calls.over", "calls.promised"]; // nobody is in the middle of something
const OPENS = "calls.opens"; // the person chose that calls of this one open by themselves
const RINGING = ["calls.rings", OPENS];
const ANNOUNCED = 3000; // milliseconds
const WARNED = 120; // seconds before a child's call is over

export function watchCalls() {
  // the wall is hidden at the touch, not when the station has heard of it; it is seen again only when that has
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.('.kind-call button[value="wall"]:not([aria-pressed="true"])')) room?.hide(true).catch(() => undefined);
  }, true);
  document.addEventListener("screen", () => (page().kind === "call" ? onTheLine() : leave()));
  if (page().rings === "1") open().catch(() => undefined);
}

// the page's one wire to the exchange, for circles too; throws when the station is being started anew
export async function wire() {
  await open();
  return line;
}

function leave() {
  if (!room || room.state === "idle" || (room.state === "ringing" && RINGING.includes(page().screen))) return;
  if (room.state === "ringing") room.decline();
  else room.hangUp();
}

async function onTheLine() {
  try {
    await open();
  } catch {
    return over("lost"); // the station is being started anew
  }
  if (room.state === "ringing") return room.answer();
  if (room.state !== "idle") return dress();
  if (document.querySelector(".call").dataset.call) return over("lost"); // the page was loaded anew: the call is gone
  await bell.constructor.wake();
  return room.begin(ring);
}

async function open() {
  if (room) return;
  const [{ Bell }, { Line }, { Room }] = await Promise.all(["bell", "line", "room"].map((each) => import(`/call/static/${each}.js`)));
  line = new Line();
  room = new Room(line);
  bell = new Bell();
  room.addEventListener("state", ({ detail }) => changed(detail));
  room.addEventListener("face", ({ detail }) => { face = detail.stream; dress(); });
  room.addEventListener("own", ({ detail }) => { own = detail.stream; dress(); });
  room.addEventListener("unheard", ({ detail }) => {
    const hint = document.querySelector(".call .unheard");
    if (hint) hint.hidden = !detail.quiet;
  });
  line.run();
}

async function ring() {
  const answer = await post("/calls/ring");
  if (!answer.call) throw Object.assign(new Error(), answer);
  return answer;
}

function changed({ state, why, name }) {
  bell.stop();
  if (state === "ringing") return rung(name);
  if (state === "calling") bell.start("wait");
  if (name) document.querySelector(".call .caption span")?.replaceChildren(name);
  if (state === "talking") {
    hush();
    post("/calls/talking", { name: name ?? "" }).then(limit);
  }
  if (state === "idle") {
    voice?.();
    face = own = voice = undefined;
    clearTimeout(soon);
    told = false;
    room.hidden = false; // a wish for this call
    if (page().kind === "call") over(why);
    if (RINGING.includes(page().screen)) ask("/calls/stopped");
  } else dress();
  return undefined;
}

async function rung(name) {
  if (!FREE.includes(page().screen)) return room.decline();
  await bell.constructor.wake();
  bell.start("ring");
  const answer = await post("/calls/rings", { call: room.call, party: room.caller, name });
  await go(answer.goes);
  if (page().screen === OPENS) setTimeout(opened, ANNOUNCED, room.call);
}

// nobody refused in the seconds in which it was seen and heard
async function opened(call) {
  if (page().screen !== OPENS || room.state !== "ringing" || room.call !== call) return;
  await ask("/calls/opened");
}

// a child has two minutes left to say goodbye; the exchange ends the call
function limit({ left }) {
  clearTimeout(soon);
  if (left && room.state === "talking") soon = setTimeout(warn, Math.max(0, left - WARNED) * 1000);
}

function warn() {
  told = true;
  dress();
  const line = document.querySelector(".call .soon");
  if (line) say([line]);
}

const over = (why) => ask("/calls/over", { why }).catch(() => location.replace("/"));

// what the kiosk makes of it; whoever went somewhere else meanwhile stays there
async function ask(url, fields) {
  const from = document.body;
  await lead(from, (await post(url, fields)).goes);
}

// the screen may have been drawn anew: the faces belong on whatever is drawn now
function dress() {
  const drawn = document.querySelector(".call");
  if (!drawn) return;
  document.body.classList.toggle("talking", room.state === "talking");
  drawn.querySelector(".soon").hidden = !told;
  room.hide(drawn.dataset.hidden === "1").catch(() => undefined);
  show(drawn.querySelector(".own"), own);
  show(drawn.querySelector(".face"), face);
  if (room.state === "talking" && face?.getAudioTracks().length && !voice) {
    voice = carry(face);
    drawn.querySelector(".face").muted = Boolean(voice);
  }
}

function show(video, stream) {
  if (!stream || video.srcObject === stream) return;
  video.srcObject = stream;
  video.play().catch(() => undefined);
}
