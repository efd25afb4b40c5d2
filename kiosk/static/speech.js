// Reads the screen aloud, sentence by sentence, lighting up what is being said.
import { awake, load, play, silence } from "./sound.js";

const PAUSE = 220; // milliseconds between sentences
const PAUSE_BEFORE_CHOICES = 450;
let turn = 0;
let waiting = ""; // what is said as soon as the browser allows sound

const wait = (time) => new Promise((done) => setTimeout(done, time));
const filmOf = (line) => line.querySelector("video"); // of a letter with a picture, which loads itself
const soundOf = async (line) => filmOf(line) ?? load(line.dataset.own ?? `/say/${line.dataset.say}.wav`);

export const speaking = () => document.body.classList.contains("speaking");

export function hush() {
  turn += 1;
  waiting = "";
  silence();
  document.body.classList.remove("speaking");
  document.querySelectorAll(".speaking").forEach((each) => each.classList.remove("speaking"));
}

// telling: all, first (only what was put before the prompt), nothing
export function tell(telling = "all") {
  hush();
  if (telling === "nothing") return Promise.resolve();
  const lines = document.querySelectorAll(telling === "first" ? "[data-first]" : "[data-line]");
  return say([...lines], telling);
}

export async function say(lines, telling = "") {
  hush();
  if (!lines.length) return;
  const mine = turn;
  if (!(await awake())) {
    if (mine === turn) waiting = telling || "all";
    return;
  }
  document.body.classList.add("speaking");
  let before;
  for (const [place, line] of lines.entries()) {
    if (mine !== turn) return;
    const sound = soundOf(line).catch(() => undefined);
    if (before) await wait(line.matches(".choice") && !before.matches(".choice") ? PAUSE_BEFORE_CHOICES : PAUSE);
    const ready = await sound;
    if (lines[place + 1]) soundOf(lines[place + 1]).catch(() => undefined);
    if (mine !== turn) return;
    line.classList.add("speaking");
    document.body.classList.toggle("voiceless", !ready); // said in words and a picture, kiosk/templates/base.html
    if (ready && line.dataset.number && lines.length > 1) await count(line.dataset.number);
    if (mine !== turn) return;
    // without a voice the words are shown one after another all the same
    const played = await (ready ? play(ready) : Promise.reject(new Error("no voice"))).then(() => true, () => wait(1200));
    line.classList.remove("speaking");
    if (played && mine === turn) document.dispatchEvent(new CustomEvent("played", { detail: line }));
    before = line;
  }
  if (mine === turn) {
    document.body.classList.remove("speaking");
    document.dispatchEvent(new Event("said"));
  }
}

// the digit before its choice, when a screen is read out: who does not see it can still press it
async function count(name) {
  const sound = await load(`/say/${name}.wav`).catch(() => undefined);
  if (sound) await play(sound).catch(() => undefined);
}

export const asleep = () => waiting !== "";

// the first touch of the day wakes the loudspeaker, and what the screen was waiting to say is said, once
export async function wake() {
  if (asleep() && (await awake()) && asleep()) tell(waiting);
}

export async function sayUrl(url, element) {
  const line = element ?? document.createElement("i");
  if (url) line.dataset.own ??= url;
  await say([line]);
}
