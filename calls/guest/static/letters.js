// Letters on a relative's phone: speak, listen, send; the list follows what happens in the village.
import { recordVoice, wavOf } from "/call/static/voice.js";

const LOOK = 5000; // milliseconds between two looks at the list
const PATIENCE = 120000; // for sending, over a slow line
const box = document.querySelector(".letters");
const list = box.querySelector(".list");
const said = box.querySelector(".said");
const elapsed = box.querySelector(".elapsed");
const check = box.querySelector("audio[data-steps]");
const longest = Number(box.dataset.longest);
const nearly = Number(box.dataset.nearly);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
let step = "idle";
let recording; // what stops it
let letter; // {id, pcm} that is not sent yet

function go(to) {
  step = to;
  for (const each of box.querySelectorAll("[data-steps]")) each.hidden = !each.dataset.steps.split(" ").includes(to);
}

function tell(name, told = {}) {
  const words = name ? document.querySelector(`template[data-letter="${name}"]`).content.textContent : "";
  const filled = Object.entries(told).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words);
  if (said.textContent !== filled) said.textContent = filled;
}

async function speak() {
  if (step === "recording" || step === "opening") return;
  go("opening");
  pauseAll();
  let warned = false;
  try {
    recording = await recordVoice((seconds) => {
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
  tell("recording");
  go("recording");
}

async function finish(why = "check") {
  if (!recording) return;
  const stop = recording;
  recording = undefined;
  const { pcm, seconds, silent } = await stop();
  if (seconds < 1 || silent) {
    tell(seconds < 1 ? "short" : "silent");
    return go(letter ? "check" : "idle");
  }
  letter = { id: crypto.randomUUID(), pcm: pcm.slice(0, longest * 32000) };
  hear(wavOf(letter.pcm));
  tell(why);
  return go("check");
}

function hear(wav) {
  if (check.src) URL.revokeObjectURL(check.src);
  if (wav) check.src = URL.createObjectURL(wav);
  else check.removeAttribute("src");
}

async function send() {
  if (!letter) return;
  go("sending");
  check.pause();
  tell("sending");
  try {
    const headers = { Accept: "application/json", "Content-Type": "application/octet-stream" };
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`/letters/${letter.id}`, { method: "POST", body: letter.pcm, headers, signal });
    if (answer.status === 410) return location.replace("/");
    if (!answer.ok) throw new Error({ 429: "too_many", 507: "no_room" }[answer.status]);
    drop();
    tell("sent");
    await look();
  } catch (error) {
    tell(["too_many", "no_room"].includes(error.message) ? error.message : "unsent");
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
  if (!answer?.ok || [...list.querySelectorAll("audio")].some((each) => !each.paused)) return undefined;
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
  for (const each of box.querySelectorAll("audio")) each.pause();
}

const acts = { letter_speak: speak, letter_stop: () => finish(), letter_send: send, letter_drop: drop };
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
