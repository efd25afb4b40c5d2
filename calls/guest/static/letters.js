// Letters on a relative's phone: speak, listen, send; the list follows what happens in the village.
import { recordFilm } from "/call/static/film.js";
import { wavOf } from "/call/static/samples.js";
import { RATE, recordVoice } from "/call/static/voice.js";

const LOOK = 5000; // milliseconds between two looks at the list
const PATIENCE = 120000; // for sending, over a slow line
const box = document.querySelector(".letters");
const list = box.querySelector(".list");
const said = box.querySelector(".said");
const elapsed = box.querySelector(".elapsed");
const mirror = box.querySelector(".mirror");
const takes = { voice: box.querySelector("[data-voice].take"), film: box.querySelector("[data-film].take") };
const limits = { voice: Number(box.dataset.longest), film: Number(box.dataset.longestFilm) };
const nearly = Number(box.dataset.nearly);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
let step = "idle";
let kind = "voice"; // or "film"
let recording; // what stops it
let letter; // {id, kind, body, seconds} that is not sent yet

function go(to) {
  step = to;
  const shown = to === "check" ? letter.kind : kind;
  for (const each of box.querySelectorAll("[data-steps]")) {
    const other = ("film" in each.dataset && shown !== "film") || ("voice" in each.dataset && shown !== "voice");
    each.hidden = other || !each.dataset.steps.split(" ").includes(to);
  }
}

function tell(name, told = {}) {
  const words = name ? document.querySelector(`template[data-letter="${name}"]`).content.textContent : "";
  const filled = Object.entries(told).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words);
  if (said.textContent !== filled) said.textContent = filled;
}

async function speak(how) {
  if (step === "recording" || step === "opening") return;
  kind = how;
  go("opening");
  pauseAll();
  const longest = limits[kind];
  let warned = false;
  try {
    recording = await recorderOf(kind)((seconds) => {
      elapsed.textContent = `${clock(seconds)} / ${clock(longest)}`;
      const left = Math.max(0, Math.ceil(longest - seconds));
      if (left <= nearly) {
        if (!warned) navigator.vibrate?.(200);
        warned = true;
        if (left % 5 === 0) tell("left", { n: left }); // read out by a screen reader, so not every second
      }
      if (seconds >= longest) finish("full");
    }, () => finish());
  } catch (error) {
    go(letter ? "check" : "idle");
    const why = error.name === "NotAllowedError" ? "denied" : "none";
    said.textContent = document.querySelector(`template[data-why="${why}"]`).content.textContent;
    return;
  }
  elapsed.textContent = `${clock(0)} / ${clock(longest)}`;
  tell(kind === "film" ? "filming" : "recording");
  go("recording");
}

const recorderOf = (how) => (how === "film" ? (tellTime, ended) => recordFilm(mirror, tellTime, ended) : recordVoice);

async function finish(why = "check") {
  if (!recording) return;
  const stop = recording;
  recording = undefined;
  const { pcm, film, seconds, silent } = await stop();
  if (seconds < 1 || silent) {
    tell(seconds < 1 ? "short" : "silent");
    return go(letter ? "check" : "idle");
  }
  const body = film ?? pcm.slice(0, limits.voice * 32000);
  letter = { id: crypto.randomUUID(), kind, body, seconds };
  hear(film ?? wavOf(body, RATE));
  tell(why);
  return go("check");
}

function hear(take) {
  for (const each of Object.values(takes)) {
    if (each.src) URL.revokeObjectURL(each.src);
    each.removeAttribute("src");
  }
  if (take) takes[letter.kind].src = URL.createObjectURL(take);
}

async function send() {
  if (!letter) return;
  go("sending");
  pauseAll();
  tell("sending");
  try {
    const headers = { Accept: "application/json", "Content-Type": "application/octet-stream" };
    const signal = AbortSignal.timeout(PATIENCE);
    const url = `/letters/${letter.id}${letter.kind === "film" ? `/film?seconds=${letter.seconds.toFixed(1)}` : ""}`;
    const answer = await fetch(url, { method: "POST", body: letter.body, headers, signal });
    if (answer.status === 410) return location.replace("/");
    if (!answer.ok) throw new Error({ 413: "heavy", 429: "too_many", 507: "no_room" }[answer.status]);
    drop();
    tell("sent");
    await look();
  } catch (error) {
    tell(["heavy", "too_many", "no_room"].includes(error.message) ? error.message : "unsent");
    go("check");
  }
  return undefined;
}

function drop() {
  letter = undefined;
  hear();
  tell("");
  go("idle");
}

// a letter that plays just now is not taken from under the finger
async function look() {
  const answer = await fetch("/letters", { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => undefined);
  if (answer?.status === 410 && step !== "recording") return location.replace("/");
  if (!answer?.ok || [...list.querySelectorAll("audio, video")].some((each) => !each.paused)) return undefined;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  inOwnTime(next);
  if (next.innerHTML !== list.innerHTML) list.replaceChildren(...next.childNodes);
  return undefined;
}

function inOwnTime(page) {
  const how = { dateStyle: "medium", timeStyle: "short" };
  for (const each of page.querySelectorAll("time")) {
    each.textContent = new Date(each.dateTime).toLocaleString(document.documentElement.lang, how);
  }
}

function pauseAll() {
  for (const each of box.querySelectorAll("audio, video:not(.mirror)")) each.pause();
}

const acts = {
  letter_speak: () => speak(step === "check" ? letter.kind : "voice"),
  letter_film: () => speak("film"),
  letter_stop: () => finish(),
  letter_send: send,
  letter_drop: drop,
};
box.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
list.addEventListener("ended", async ({ target }) => {
  await fetch(`/letters/${target.dataset.heard}/heard`, { method: "POST" }).catch(() => undefined);
  look();
}, true);
document.addEventListener("shown", ({ detail }) => {
  if (detail === "new" || detail === "idle") return;
  pauseAll(); // somebody calls, or is called: what was said so far is kept
  finish();
});
document.addEventListener("visibilitychange", () => { if (document.hidden) finish(); });
window.addEventListener("beforeunload", (event) => { if (letter) event.preventDefault(); });
inOwnTime(list);
go("idle");
setInterval(look, LOOK);
