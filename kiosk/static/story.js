// The first screen while nobody is there: its pictures show what it is for, its words change from language to language.
// The first touch, key, spoken word or card stops it. Others may follow the events "alone" and "awake" of the document.
const ALONE_AFTER = 12_000; // milliseconds on the first screen without a sign of anybody
const TURN = 12_000; // one telling, as long as the animations in idle.css
const SIGNS = ["pointerdown", "keydown", "listening", "card", "screen"];
const still = matchMedia("(prefers-reduced-motion: reduce)");
let waiting;
let turning;

export function tellStory() {
  for (const sign of SIGNS) document.addEventListener(sign, awake);
}

const here = () => document.body.dataset.screen === "language";

function awake() {
  clearTimeout(waiting);
  clearInterval(turning);
  if (document.body.classList.contains("alone")) {
    document.body.classList.remove("alone");
    delete document.body.dataset.turn;
    document.dispatchEvent(new Event("awake"));
  }
  if (here()) waiting = setTimeout(alone, ALONE_AFTER);
}

function alone() {
  if (!here()) return;
  document.dispatchEvent(new Event("alone"));
  if (still.matches) return;
  document.body.classList.add("alone");
  const turns = document.querySelectorAll(".turn").length;
  let turn = 0;
  turning = setInterval(() => {
    turn = (turn + 1) % Math.max(1, turns);
    document.body.dataset.turn = turn;
  }, TURN);
}
