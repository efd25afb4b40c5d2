// The ear of the page: asks for the microphone, sends its sound in numbered pieces, shows the level, ends by press.
import { ask, post } from "./server.js";
import { follow, page, settled } from "./screen.js";
import { hush, sayUrl } from "./speech.js";
import { awake, tone } from "./sound.js";
import { hideMeter, showLevel, showLoud, showMeter, showThinking } from "./meter.js";
import { openMicrophone } from "./capture.js";
import { endFilming, filming } from "./film.js";

const TWICE = 600; // milliseconds in which a finger that comes down twice ends nothing
const WORDS = 512; // samples of a piece that is listened to for its words: every 32 ms it is asked whether that was all
const RECORDING = 3200; // of one that is only kept
const TOGETHER = 18; // pieces that are sent as one when the station is slower than the speaker

let now; // what is listened to just now
export const listening = () => now !== undefined;

export function listenForMicrophone() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-microphone-button]") && settled()) toggleListening();
  });
}

export function toggleListening() {
  if (filming()) return void endFilming();
  if (!now) startListening();
  else if (performance.now() - now.since > TWICE) endListening();
}

// a finger counts more than the ear: an utterance is dropped, a recording ends and is kept; true if that was all
export function interruptListening() {
  if (filming()) {
    endFilming();
    return true;
  }
  if (!now) return false;
  if (page().recorder === "1" && now.since) {
    toggleListening();
    return true;
  }
  now.over = true;
  now.microphone?.stop();
  now = undefined;
  hideMeter();
  return false;
}

export async function startListening() {
  if (now) return endListening();
  hush();
  const mine = (now = { number: 0, waiting: [], sending: Promise.resolve(), over: false, warned: false });
  await awake();
  try {
    const samples = page().recorder === "1" ? RECORDING : WORDS;
    if (page().microphone !== "box") {
      mine.microphone = await openMicrophone(samples, (piece) => send(mine, piece), (cause) => trouble(mine, cause));
    }
  } catch (error) {
    if (mine.over) return undefined;
    return trouble(mine, error.name === "NotAllowedError" ? "error.microphone_denied" : "error.microphone");
  }
  if (mine.over) return mine.microphone?.stop();
  const answer = await post("/listen", { screen: page().screen }).catch(() => ({ goes: "/" }));
  if (mine.over) return undefined;
  if (answer.goes) return leave(mine, answer);
  mine.turn = answer.turn;
  mine.since = performance.now();
  document.dispatchEvent(new Event("listening"));
  showMeter(page());
  tone("listen");
  mine.microphone?.start();
  if (answer.box) watch(mine);
  return undefined;
}

function send(mine, piece) {
  mine.waiting.push(piece);
  mine.sending = mine.sending.then(() => sendAll(mine));
}

async function sendAll(mine) {
  while (mine.waiting.length && !mine.over) {
    const pieces = new Blob(mine.waiting.splice(0, TOGETHER));
    await deliver(mine, mine.number++, await pieces.arrayBuffer());
  }
}

async function deliver(mine, number, piece) {
  for (let attempt = 0; attempt < 3 && !mine.over; attempt += 1) {
    const state = await post(`/listen/${mine.turn}/${number}`, piece).catch(() => undefined);
    if (state) return told(mine, state);
  }
  return undefined;
}

function told(mine, state) {
  if (mine.over || mine.ending || mine !== now) return undefined;
  if (state.goes) return leave(mine, state);
  // not awaited: the end may wait for the pieces that are on their way, and this is one of them
  if (state.done || state.status >= 400) endListening(state.done);
  if (state.status >= 400) return undefined;
  showLevel(state, page().recorder === "1");
  showLoud(page(), state.too_loud);
  if (state.nearly_full && !mine.warned) {
    mine.warned = true;
    sayUrl(`/say/${page().nearly}.wav`);
  }
  return undefined;
}

async function watch(mine) {
  while (mine === now && !mine.over) {
    const state = await ask(`/listen/${mine.turn}`).catch(() => undefined);
    if (state) told(mine, state);
    await new Promise((done) => setTimeout(done, 80));
  }
}

// heard: the station has heard all it wants; what is still on its way is of no interest
export async function endListening(heard = false) {
  const mine = now;
  if (!mine?.turn || mine.over || mine.ending) return;
  mine.ending = true;
  showThinking(page());
  tone("done");
  const stopped = mine.microphone?.stop();
  if (!heard) {
    await stopped;
    await mine.sending;
  }
  if (mine.over) return;
  const answer = await post(`/listen/${mine.turn}/end`).catch(() => ({ goes: "/" }));
  if (!mine.over) await leave(mine, answer.goes ? answer : { goes: "/" });
}

async function leave(mine, answer) {
  mine.over = true;
  mine.microphone?.stop();
  hideMeter();
  now = undefined;
  await follow(answer);
}

async function trouble(mine, cause) {
  if (mine.over) return;
  await leave(mine, await post("/trouble", { cause }).catch(() => ({ goes: "/" })));
}
