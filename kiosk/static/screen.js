// Going from screen to screen without leaving the page: sound and microphone stay awake, nothing flashes, no history.
import { post } from "./server.js";
import { hush, tell } from "./speech.js";
import { forget, forgetOwn, setDecibels, through } from "./sound.js";
import { fit } from "./fit.js";
import { act } from "./act.js";

let going = false;
let pressing = 0; // what a person pressed and is not yet answered
let arrived = 0;

export const page = () => document.body.dataset;
export const busy = () => going;
// an old finger often comes down twice: what was just drawn is not pressed by the second tap
export const settled = () => !going && performance.now() - arrived > 350;

export async function go(url) {
  if (going) return;
  going = true;
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!next.body.dataset.screen) throw new Error(`no screen at ${url}`);
    hush();
    if (next.body.dataset.visit !== page().visit) forget(); // somebody else stands there
    forgetOwn();
    wear(next.documentElement);
    document.title = next.title;
    document.body.replaceWith(next.body);
    window.scrollTo(0, 0);
  } catch {
    // the station restarts: wait for it quietly; the person's screen stays as it is
    setTimeout(() => location.replace("/"), 1500);
    return;
  } finally {
    going = false;
  }
  arrive();
}

// the language, the letters and the colours that this person chose
function wear(next) {
  const root = document.documentElement;
  root.lang = next.lang;
  Object.assign(root.dataset, { size: next.dataset.size, theme: next.dataset.theme });
}

export function arrive() {
  arrived = performance.now();
  // the address never tells where somebody was, and "forward" leads nowhere
  history.replaceState(null, "", "/");
  fit();
  through(page().handset);
  setDecibels(Number(page().decibels));
  document.dispatchEvent(new Event("screen"));
  if (page().act) act(page().act);
  else tell(page().telling);
}

export async function press(choice, mode = "touch") {
  if (going) return;
  pressing += 1;
  const answer = await post("/choose", { screen: page().screen, choice, mode }).catch(() => ({ goes: "/" }));
  pressing -= 1;
  await go(answer.goes ?? "/");
}

// where the page goes by itself, from what was drawn when it began to: whoever pressed something meanwhile is not fetched back
export async function lead(from, url) {
  if (from.isConnected && !pressing) await go(url);
}

export async function follow(answer) {
  if (answer.goes) await go(answer.goes);
}

window.addEventListener("resize", fit);
window.addEventListener("pageshow", (event) => event.persisted && location.replace("/"));
