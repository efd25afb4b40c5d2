// The installer's page: tries the microphone, the bell, and one sentence per language; works beside the visit.
import { ask, post } from "./server.js";
import { openMicrophone } from "./capture.js";
import { awake, load, onBox, play, silence } from "./sound.js";
import { hush, say } from "./speech.js";

const FLOOR = -60; // dBFS of an empty bar
const WELL = -35; // somebody speaking in front of a microphone that is well
const QUIET_AFTER = 4000; // milliseconds without being loud enough
const language = document.body.dataset.language;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const here = (url) => `${url}?language=${language}`;
let open; // what listens just now: { card, stop() }

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return acts[button.dataset.do](button);
  const words = event.target.closest("[data-say]");
  return words ? say([words]) : undefined;
});
document.querySelectorAll(".tongue").forEach(examine);

const acts = {
  microphone: tryMicrophone,
  bell: ringBell,
  heard: () => tell(part("loudspeaker"), "doctor.loudspeaker.good"),
  unheard: () => tell(part("loudspeaker"), "doctor.loudspeaker.bad"),
  say: trySentence,
};

// shows one of the things that the card can tell, and says it
function tell(card, key) {
  card.querySelectorAll(".told").forEach((each) => { each.hidden = each.dataset.told !== key; });
  const shown = card.querySelector(`[data-told="${key}"]`);
  return shown ? say([shown]) : undefined;
}

function showBars(card, level) {
  const loud = Math.max(0, Math.min(1, (level - FLOOR) / -(FLOOR + 10)));
  const bars = card.querySelectorAll(".meter i");
  bars.forEach((bar, place) => {
    const nearness = 1 - Math.abs(place - (bars.length - 1) / 2) / bars.length;
    bar.style.transform = `scaleY(${Math.max(0.08, loud * nearness)})`;
  });
  card.dataset.level = level.toFixed(1);
}

function loudness(piece) {
  const samples = new Int16Array(piece);
  const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length / 32768 ** 2;
  const peak = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const top = samples.reduce((sum, each) => sum + (Math.abs(each) >= 0.9 * peak), 0) / samples.length;
  const cut = peak >= 24000 && top > 0.04; // flat tops, as in kiosk/loudness.py
  return { level: power ? Math.max(-90, 10 * Math.log10(power)) : -90, cut, dead: !power };
}

async function close() {
  const before = open;
  open = undefined;
  if (!before) return;
  before.card.querySelectorAll(".on").forEach((each) => each.classList.remove("on"));
  await before.stop?.();
}

async function listen(card, take) {
  await close();
  hush();
  const mine = (open = { card });
  await awake();
  const gone = (cause) => { if (open === mine) close().then(() => tell(card, cause)); };
  try {
    const microphone = await openMicrophone(3200, (piece) => open === mine && take(piece, mine), gone);
    if (open !== mine) return microphone.stop();
    mine.stop = microphone.stop;
    return { mine, start: microphone.start };
  } catch (error) {
    open = undefined;
    return tell(card, error.name === "NotAllowedError" ? "error.microphone_denied" : "error.microphone");
  }
}

async function tryMicrophone(button) {
  const card = part("microphone");
  if (open?.card === card) return close();
  const heard = { since: performance.now(), dead: 0, cut: 0, told: "" };
  const opened = await listen(card, (piece) => {
    const { level, cut, dead } = loudness(piece);
    showBars(card, level);
    heard.dead = dead ? heard.dead + 1 : 0;
    heard.cut = cut ? heard.cut + 1 : Math.max(0, heard.cut - 0.5);
    if (!cut && level > WELL) heard.since = performance.now();
    const quiet = performance.now() - heard.since > QUIET_AFTER;
    const key = heard.dead >= 8 ? "error.microphone_silent" : heard.cut >= 2 ? "error.clipping"
      : quiet ? "doctor.microphone.quiet" : !cut && level > WELL ? "doctor.microphone.good" : "";
    if (!key || key === heard.told) return;
    heard.told = key;
    tell(card, key); // said while it listens: the bars then show the machine's own voice, too
  });
  if (!opened?.mine) return;
  button.classList.add("on");
  opened.start();
}

async function ringBell() {
  await close();
  hush();
  const card = part("loudspeaker");
  card.querySelectorAll(".told").forEach((each) => { each.hidden = true; });
  await awake();
  if (onBox()) await post("/doctor/bell");
  else await play(await load("/doctor/bell.wav")).catch(() => undefined);
  card.querySelector(".asked").hidden = false;
  say([card.querySelector(".asked .line")]);
}

async function trySentence(button) {
  const card = button.closest(".card");
  if (open?.card === card) return finish(open);
  showResult(card);
  tell(card, "");
  await close();
  await say([button.querySelector("q")]);
  const opened = await listen(card, (piece, mine) => {
    showBars(card, loudness(piece).level);
    const number = mine.number;
    mine.number += 1;
    mine.sending = mine.sending.then(async () => {
      const state = await post(`/listen/${mine.turn}/${number}`, piece).catch(() => undefined);
      if (state?.done || state?.status >= 400) finish(mine);
    });
  });
  if (!opened?.mine) return;
  const mine = Object.assign(opened.mine, { number: 0, sending: Promise.resolve(), meter: card.querySelector(".meter") });
  const answer = await post(here("/doctor/listen"), { language: button.dataset.language });
  mine.turn = answer.turn;
  mine.meter.hidden = false;
  button.classList.add("on");
  opened.start();
}

async function finish(mine) {
  if (mine.ending) return;
  mine.ending = true;
  await mine.stop();
  await close();
  mine.meter.hidden = true;
  // not awaited with the pieces: this is called by one of them
  await Promise.race([mine.sending, new Promise((done) => setTimeout(done, 500))]);
  const answer = await post(here(`/doctor/listen/${mine.turn}/end`)).catch(() => undefined);
  if (answer?.told) showResult(mine.card, answer);
}

function showResult(card, answer) {
  const result = card.querySelector(".result");
  result.hidden = !answer;
  if (!answer) return;
  result.replaceChildren(...drawn(answer.told));
  result.dataset.told = answer.told.key;
  result.dataset.say = answer.told.say;
  result.dataset.heard = answer.heard;
  if (answer.heard) {
    const heard = document.createElement("code");
    heard.textContent = `“${answer.heard}”`;
    result.append(heard);
  }
  say([result]);
}

async function examine(card) {
  const list = card.querySelector(".can");
  const answer = await ask(here(`/doctor/language/${card.dataset.part}`)).catch(() => undefined);
  if (!answer?.told) return;
  list.replaceChildren(...answer.told.map((each) => {
    const line = document.createElement("li");
    line.dataset.say = each.say;
    line.dataset.told = each.key;
    line.append(...drawn(each));
    return line;
  }));
  if (answer.told.some((each) => each.key === "doctor.deaf")) card.querySelector(".act").disabled = true;
}

function drawn({ picture, text, mend }) {
  const image = document.createElement("img");
  image.src = `/picture/${picture}.svg`;
  image.alt = "";
  const words = document.createElement("span");
  words.textContent = text;
  if (!mend) return [image, words];
  const code = document.createElement("code");
  code.textContent = mend;
  return [image, words, code];
}

addEventListener("pagehide", () => { close(); silence(); });
