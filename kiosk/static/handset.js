// The telephone handset: lifted, everything is said into one ear; hung up or gone, what is private is put away.
import { post } from "./server.js";
import { busy, follow, page } from "./screen.js";
import { asleep, hush, speaking, tell } from "./speech.js";
import { setDecibels, through } from "./sound.js";

let up = false; // for a cradle that sends the same key for both

export function watchHandset() {
  document.addEventListener("handsetgone", () => news("gone"));
}

// whether this key belongs to the cradle: then it presses nothing
export function fromCradle(event) {
  const { lifted, hung } = page();
  const key = event.code || event.key;
  if (!key || (key !== lifted && key !== hung)) return false;
  event.preventDefault();
  up = lifted === hung ? !up : key === lifted;
  news(up ? "lifted" : "hung_up");
  return true;
}

async function news(is) {
  const again = is === "lifted" && (speaking() || asleep());
  if (is !== "lifted") hush(); // before anything else: no word more
  while (busy()) await new Promise((done) => setTimeout(done, 50));
  const answer = await post("/handset", { is }).catch(() => ({ goes: "/" }));
  if (answer.goes) return follow(answer);
  hush();
  Object.assign(page(), { handset: answer.through ?? "", loudspeaker: answer.loudspeaker ?? "browser" });
  await through(page().handset);
  setDecibels(Number(page().decibels));
  return again ? tell() : undefined;
}
