// A letter from a relative counts as heard once its voice has played to the end, not when it was drawn.
import { post } from "./server.js";

export function tellWhatWasHeard() {
  document.addEventListener("played", ({ detail }) => {
    if (["letter_in", "film_in"].includes(detail.dataset.ownKind)) post("/letters/heard").catch(() => undefined);
  });
}
