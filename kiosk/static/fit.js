// What a person chose to see larger is as large as the room allows: nothing is cut off, nothing grows out of its place.
const STEPS = 6; // halvings; a sixty-fourth of the wish is no difference to the eye
const SMALLEST_PICTURE = 0.13; // of the room's height
const SHARE_OF_CARD = 0.4;
const PARTS = ".prompt, .choices, .recorder, .keys, .typed, .notes, .token, .story";

export function fit() {
  const main = document.querySelector("main");
  const wish = Number(getComputedStyle(document.documentElement).getPropertyValue("--grow"));
  if (!main) return;
  for (const each of ["--label", "--read"]) main.style.removeProperty(each);
  if (!(wish > 1)) return;
  grow(main, "--label", wish, () => labelled(main));
  grow(main, "--read", wish, () => labelled(main) && roomy(main));
}

// the largest value between 1 and the wish with which all is well
function grow(main, name, wish, well) {
  const set = (value) => main.style.setProperty(name, value.toFixed(3));
  if (name === "--label") main.style.setProperty("--read", 1);
  set(wish);
  if (well()) return;
  let [fits, tooLarge] = [1, wish];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (fits + tooLarge) / 2;
    set(middle);
    if (well()) fits = middle;
    else tooLarge = middle;
  }
  set(fits);
}

const within = (inner, outer) =>
  inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;

// every word stands whole on its card, and leaves room for the picture
function labelled(main) {
  const least = main.getBoundingClientRect().height * SMALLEST_PICTURE;
  return [...main.querySelectorAll(".choice, .key")].every((each) => {
    const card = each.getBoundingClientRect();
    const words = each.querySelector(".label") ?? each.querySelector("span");
    const picture = each.querySelector("img, .letter");
    return within(bounds(words), card) && (!picture || pictured(picture, Math.min(least, card.height * SHARE_OF_CARD)));
  });
}

function pictured(picture, least) {
  const { height } = picture.getBoundingClientRect();
  return height >= least && (picture.matches("img") || parseFloat(getComputedStyle(picture).fontSize) <= height * 0.8);
}

// nothing of the matter reaches beyond it, and no part lies on another
function roomy(main) {
  const room = inside(main);
  const parts = [...main.querySelectorAll(PARTS)].filter((each) => each.getClientRects().length);
  const boxes = parts.map((each) => each.getBoundingClientRect());
  const cards = [...main.querySelectorAll(".choice, .key")].map((each) => each.getBoundingClientRect());
  const words = [...main.querySelectorAll(".sentence:not(.heard) span, .own span")].map(bounds);
  return [...boxes, ...cards, ...words].every((each) => within(each, room)) && apart(boxes);
}

function inside(main) {
  const { left, right, top, bottom } = main.getBoundingClientRect();
  return { left, right, top, bottom: bottom - parseFloat(getComputedStyle(main).paddingBottom) };
}

function apart(boxes) {
  return boxes.every((one, place) => boxes.slice(place + 1).every((other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) < 1
    || Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) < 1));
}

function bounds(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}
