// A card reader that types like a keyboard: what it sends begins with X, ends with Enter, and is faster than any hand.
import { post } from "./server.js";
import { follow } from "./screen.js";
import { hush } from "./speech.js";
import { tone } from "./sound.js";
import { interruptListening } from "./microphone.js";

const MARK = "X"; // as in casework/cards/secret.py
const PAUSE = 250; // milliseconds between two signs; a slow reader takes 50
let typed = "";
let last = 0;

// whether this key belongs to a card: then it presses nothing. The place of the key counts, not what an input method
// makes of it: a reader does not know that somebody writes Korean
export function fromReader(event) {
  const sign = event.code.match(/^(?:Key|Digit|Numpad)([A-Z0-9])$/)?.[1];
  if (performance.now() - last > PAUSE) typed = "";
  if (!typed && sign !== MARK) return false;
  last = performance.now();
  event.preventDefault();
  if (sign) typed += sign;
  if (!event.code.endsWith("Enter")) return true;
  const code = typed;
  typed = "";
  showCard(code);
  return true;
}

export async function showCard(code) {
  document.dispatchEvent(new Event("card"));
  interruptListening();
  hush();
  tone();
  await follow(await post("/card", { code }).catch(() => ({ goes: "/" })));
}
