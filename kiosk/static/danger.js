// Once somebody has told something, asks every two seconds: is there danger in it, and has a worker answered?
import { follow, page, settled } from "./screen.js";

const EVERY = 2000;

export function askForDanger() {
  setInterval(async () => {
    if (page().asks !== "1" || !settled() || document.body.matches(".listening, .thinking")) return;
    const answer = await fetch("/danger", { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
    if (answer?.status === 200) await follow(await answer.json());
  }, EVERY);
}
