// Fingers: a tone and a light at once, the choice at once; a touch beside the buttons silences the voice, or wakes it.
import { page, press, settled } from "./screen.js";
import { asleep, hush, speaking, tell, wake } from "./speech.js";
import { forget, tone } from "./sound.js";
import { post } from "./server.js";
import { interruptListening, startListening } from "./microphone.js";

const FADES = 400; // milliseconds after which a button that led nowhere looks as before

export function listenForTouch() {
  document.addEventListener("pointerdown", touched);
  document.addEventListener("pointerup", () => setTimeout(release, FADES));
  document.addEventListener("pointercancel", release);
  document.addEventListener("pointerup", wake); // browsers count a finger as a touch only once it is lifted
  document.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", clicked);
}

function touched(event) {
  const button = event.target.closest("button");
  if (button) {
    if (settled()) light(button);
    return;
  }
  if (asleep()) wake();
  else if (speaking()) hush();
  else if (page().screen === "language") tell();
}

// when the finger comes, not when it goes, as browsers have it: until then it would look as if nothing had been touched
function light(button) {
  button.classList.add("pressed");
  tone();
  if (speaking()) hush();
}

function release() {
  document.querySelectorAll(".pressed").forEach((each) => each.classList.remove("pressed"));
}

function clicked(event) {
  const button = event.target.closest("button[name=choice]");
  if (!button) return;
  if (button.dataset.hide !== undefined) {
    event.preventDefault();
    hide();
    return;
  }
  event.preventDefault();
  if (!settled() || interruptListening()) return;
  choose(button.value, "touch");
}

// what is private is gone before the station has answered, whatever else goes on; then the page begins anew
export async function hide() {
  hush();
  forget();
  const { screen } = page();
  document.querySelectorAll("main, .mark, h1").forEach((each) => each.replaceChildren());
  interruptListening();
  await post("/choose", { screen, choice: "hide" }).catch(() => post("/leave").catch(() => undefined));
  location.replace("/");
}

export function choose(value, mode) {
  if (value === "command:stop") return hush();
  if (value === "record" && page().recorder === "1") return startListening();
  hush();
  return press(value, mode);
}

