// The level meter: bars that dance while somebody is heard, and how long it has been.
const FLOOR = -60; // dBFS of an empty bar
const ear = () => document.querySelector(".ear");

export function showMeter(page) {
  document.body.classList.add("listening");
  says(page.listening);
  ear().querySelector(".elapsed").textContent = "";
  ear().hidden = false;
}

export function showLevel({ level, seconds }, timed) {
  const loud = Math.max(0, Math.min(1, (level - FLOOR) / -(FLOOR + 10)));
  const bars = ear().querySelectorAll(".meter i");
  bars.forEach((bar, place) => {
    const nearness = 1 - Math.abs(place - (bars.length - 1) / 2) / bars.length;
    bar.style.transform = `scaleY(${Math.max(0.08, loud * nearness * (0.75 + 0.25 * Math.random()))})`;
  });
  if (timed) {
    const whole = Math.floor(seconds);
    ear().querySelector(".elapsed").textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }
}

// somebody shouts: the words and a picture say so, and listening goes on
export function showLoud(page, loud) {
  if (ear().classList.contains("loud") === Boolean(loud)) return;
  says(loud ? page.loud : page.listening, loud);
}

function says(text, loud = false) {
  ear().classList.toggle("loud", Boolean(loud));
  ear().querySelector(".says span").textContent = text;
  ear().querySelector(".says img").hidden = !loud;
}

export function showThinking(page) {
  document.body.classList.replace("listening", "thinking");
  says(page.thinking);
}

export function hideMeter() {
  document.body.classList.remove("listening", "thinking");
  ear().hidden = true;
}
