// Walking away: after a while a spoken question, and when nobody answers, a clean screen for the next person.
import { post } from "./server.js";
import { go, page } from "./screen.js";
import { speaking } from "./speech.js";
import { listening } from "./microphone.js";
import { filming } from "./film.js";
import { forget } from "./sound.js";

let since = performance.now();
let leaving = false;
const alive = () => { since = performance.now(); };

export function watchForSilence() {
  for (const sign of ["pointerdown", "keydown", "screen", "said"]) document.addEventListener(sign, alive);
  setInterval(look, 500);
}

async function look() {
  if (leaving || page().watches !== "1") return;
  const asking = page().screen === "still_there";
  // whoever listens to the screen, or speaks to it, is there; the question itself does not count
  if (!asking && (speaking() || listening() || filming())) return alive();
  const quiet = (performance.now() - since) / 1000;
  if (!asking && quiet >= Number(page().idle)) await go("/screen/still_there");
  if (asking && quiet >= Number(page().warning)) {
    leaving = true; // a slow station is asked once, and the next person's first screen is drawn once
    alive();
    forget();
    const answer = await post("/leave").catch(() => ({ goes: "/" }));
    await go(answer.goes);
    leaving = false;
  }
}
