// Calls in the panel: rings on whatever page is open, answers there. One page of a browser holds the line at a time:
// the one that was looked at last, unless another one is in the middle of a call.
import { Bell } from "/call/static/bell.js";
import { Line } from "/call/static/line.js";
import { Room } from "/call/static/room.js";

const THE_LINE = "xiangban-line";
const A_CALL = "xiangban-call";
const phone = document.querySelector(".phone");
const [face, own] = [phone.querySelector(".face"), phone.querySelector(".own")];
const bell = new Bell();
const title = document.title;
const token = document.querySelector("meta[name=form-token]").content;
let line;
let room;
const HERE = 30000; // milliseconds between two signs that somebody who talks is not away
let letGo; // ends the mark that a call is going on here
let present;
let circle; // which one rings, if it is one
let wanted = ""; // the appointment for which the touchscreen was rung last
const AGAIN = ["lost", "missed", "busy"]; // how it ended where one would like to ring once more

function hold() {
  line = new Line({ form_token: token });
  room = new Room(line);
  room.addEventListener("state", ({ detail }) => changed(detail));
  room.addEventListener("face", ({ detail }) => {
    if (face.srcObject !== detail.stream) face.srcObject = detail.stream;
    face.muted = room.state !== "talking"; // nothing is heard before it is answered
  });
  room.addEventListener("own", ({ detail }) => { own.srcObject = detail.stream; });
  room.addEventListener("unheard", ({ detail }) => { phone.querySelector(".unheard").hidden = !detail.quiet; });
  room.addEventListener("trouble", ({ detail }) => { phone.dataset.trouble = detail.cause; });
  line.addEventListener("refused", () => line.stop());
  for (const each of wanting) each(line);
  line.run();
}

const wanting = [];

// another script of this page that talks over the line: called with it each time this page gets hold of it
export function withLine(use) {
  wanting.push(use);
  if (line && !line.over) use(line);
}

// while somebody talks here no other page takes the line, and nobody counts as away
export function engaged(on) {
  letGo?.();
  clearInterval(present);
  letGo = undefined;
  if (!on) return;
  navigator.locks.request(A_CALL, () => new Promise((done) => { letGo = done; }));
  present = setInterval(() => document.dispatchEvent(new Event("touchmove")), HERE);
}

function take(steal) {
  navigator.locks.request(THE_LINE, { steal }, () => {
    if (line && !line.over) return undefined;
    hold();
    return new Promise(() => undefined);
  }).catch(() => {
    line?.stop(); // another page was looked at: it rings there
    room?.end("elsewhere");
    take(false);
  });
}

async function lookedAt() {
  if (document.visibilityState !== "visible" || (line && !line.over)) return;
  const { held } = await navigator.locks.query();
  if (!held.some(({ name }) => name === A_CALL)) take(true);
  else if (!line) take(false);
}

function changed({ state, why, name, circle: called, title: circles_name }) {
  if (called && document.querySelector(`[data-circle="${called}"]`)) return room.quiet(); // its hall is open here
  phone.dataset.state = state;
  bell.stop();
  document.title = title;
  for (const each of phone.querySelectorAll("[data-for]")) each.hidden = each.dataset.for !== state;
  const rang = circle;
  circle = called;
  phone.querySelector("[data-for=ringing]").classList.toggle("for-circle", Boolean(circle));
  if (circle) for (const each of phone.querySelectorAll(".who")) each.textContent = circles_name;
  else if (name !== undefined) for (const each of phone.querySelectorAll(".who")) each.textContent = name || phone.dataset.from;
  phone.hidden = false;
  if (state === "ringing") {
    wanted = "";
    ringing();
  }
  if (state === "calling") bell.start("wait");
  if (state === "talking") {
    engaged(true);
    face.muted = false;
    face.play().catch(() => undefined);
  }
  if (state === "idle") over(why, rang);
  phone.querySelector(`[data-for="${state}"] button`)?.focus();
  return undefined;
}

async function ringing() {
  bell.start("ring");
  document.title = `☎ ${phone.querySelector(".who").textContent} · ${title}`;
  phone.querySelector(".quiet").hidden = await Bell.awake();
}

function over(why, rang) {
  engaged(false);
  face.srcObject = own.srcObject = null;
  for (const each of phone.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", "false");
  const told = phone.querySelector(`template[data-why="${phone.dataset.trouble || why}"]`);
  delete phone.dataset.trouble;
  phone.querySelector(".how").textContent = told ? told.content.textContent : "";
  phone.hidden = !told || why === "declined";
  phone.querySelector("[data-do=again]").hidden = Boolean(rang) || !AGAIN.includes(why);
}

function toggle(button, kind) {
  const off = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(off));
  for (const track of own.srcObject?.getTracks() ?? []) if (track.kind === kind) track.enabled = !off;
}

// a circle meets in its hall
function enter(wanted) {
  room.quiet();
  location.href = `/circles/${wanted}`;
}

const acts = {
  answer: () => (circle ? enter(circle) : room.answer()),
  decline: () => room.decline(),
  hang_up: () => room.hangUp(),
  mute: (button) => toggle(button, "audio"),
  camera: (button) => toggle(button, "video"),
  again: () => room.begin(() => ring(wanted)),
  close: () => { phone.hidden = true; },
};

phone.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) acts[button.dataset.do](button);
});

// ringing the touchscreen from the page of calls
async function ring(call_back) {
  const headers = { Accept: "application/json", "X-Form-Token": token };
  const answer = await fetch("/calls/ring", { method: "POST", body: new URLSearchParams({ call_back }), headers });
  const told = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(), told);
  return told;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ring]");
  if (!button || !room) return;
  wanted = button.dataset.ring;
  room.begin(() => ring(wanted));
});

// browsers are silent until somebody has touched the page
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => Bell.wake(), { once: true });

if (navigator.locks && navigator.mediaDevices) { // both only over TLS or on this machine
  if (document.visibilityState === "visible") lookedAt();
  else take(false);
  document.addEventListener("visibilitychange", lookedAt);
}
