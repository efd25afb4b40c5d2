// Keys: 1-9 press the numbered choices (0-9 the keypad), a few keys do what works everywhere; focus speaks.
import { page, press, settled } from "./screen.js";
import { say } from "./speech.js";
import { tone } from "./sound.js";
import { choose, hide } from "./touch.js";
import { interruptListening, toggleListening } from "./microphone.js";
import { fromCradle } from "./handset.js";
import { fromReader } from "./reader.js";

const COMMANDS = {
  Home: "home", Escape: "back", F1: "help", "/": "help", "+": "louder", "-": "softer", "*": "again", ".": "stop",
};

export function listenForKeys() {
  document.addEventListener("keydown", keyed);
  document.addEventListener("focusin", focused);
}

function keyed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || fromCradle(event) || fromReader(event)) return;
  if (/^[0-9]$/.test(event.key)) digit(event);
  else if (event.key === "Backspace" && page().keypad === "1") pressed(event, "delete");
  else if (event.key in COMMANDS) pressed(event, `command:${COMMANDS[event.key]}`);
  else if (event.key === " " && document.activeElement === document.body) {
    event.preventDefault();
    toggleListening();
  }
}

function digit(event) {
  event.preventDefault();
  if (event.key === "0" && page().keypad !== "1" && document.querySelector("[data-hide]")) return void hide();
  if (!settled()) return;
  tone();
  if (!interruptListening()) press(`digit:${event.key}`, "digit");
}

function pressed(event, value) {
  event.preventDefault();
  tone();
  if (!interruptListening()) choose(value, "digit");
}

function focused(event) {
  if (event.target.matches("button[data-say]:focus-visible")) say([event.target]);
}
