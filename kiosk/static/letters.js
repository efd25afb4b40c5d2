// A letter from a relative counts as heard once its voice has played to the end, not when it was drawn.
import { post } from "./server.js";

export function tellWhatWasHeard() {
  document.addEventListener("played", ({ detail }) => {
    if (detail.dataset.ownKind === "letter_in") post("/letters/heard").catch(() => undefined);
  });
}
