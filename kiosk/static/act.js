// What a screen does once when it is drawn: print the slip, start the recorder, play the person's own voice.
import { tell, say } from "./speech.js";
import { startFilming } from "./film.js";
import { startListening } from "./microphone.js";

export function act(name) {
  if (name === "print") {
    tell("first");
    window.print();
  }
  if (name === "record") startListening();
  if (name === "film") startFilming();
  if (name === "hear") hearOwn();
}

function hearOwn() {
  const drawn = [...document.querySelectorAll("[data-own]")];
  if (drawn.length) return say(drawn);
  const button = document.querySelector('.choice[value="hear"]');
  if (!button) return undefined;
  const own = button.cloneNode(false);
  delete own.dataset.say;
  own.dataset.own = "/own/description.wav";
  button.classList.add("speaking");
  return say([own]).finally(() => button.classList.remove("speaking"));
}
