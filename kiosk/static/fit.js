// What a person chose to see larger is as large as the room allows: nothing is cut off, nothing grows out of its place.
// Where even the usual letters do not fit, what is read shrinks, but never below the smallest letters that are allowed.
const STEPS = 6; // halvings; a sixty-fourth of the wish is no difference to the eye
const SMALLEST_PICTURE = 0.13; // of the room's height
const SHARE_OF_CARD = 0.4;
const LEAST = 6.75; // millimetres of a letter whose capitals are 4.8 mm and a little high, as --least in room.css
const PARTS = ".prompt, .choices, .recorder, .keys, .typed, .notes, .token, .square, .story";

export function fit() {
  const main = document.querySelector("main");
  const wish = Number(getComputedStyle(document.documentElement).getPropertyValue("--grow"));
  if (!main) return;
  for (const each of ["--label", "--read"]) main.style.removeProperty(each);
  if (wish > 1) {
    grow(main, "--label", wish, () => labelled(main));
    grow(main, "--read", wish, () => labelled(main) && roomy(main));
  }
  if (!roomy(main)) shrink(main);
  // what was read may have given the cards another width
  if (wish > 1 && !labelled(main)) between((value) => main.style.setProperty("--label", value.toFixed(3)), 1, wish, () => labelled(main));
}

// the largest letters below the usual ones with which all has room; where there are none, nothing changes
function shrink(main) {
  const millimetre = parseFloat(document.documentElement.style.getPropertyValue("--mm"));
  const least = (LEAST * millimetre) / parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (!(least > 0 && least < 1)) return;
  const set = (value) => main.style.setProperty("--read", value.toFixed(3));
  set(least);
  if (roomy(main)) between(set, least, 1, () => roomy(main));
  else set(1);
}

// the largest value between 1 and the wish with which all is well
function grow(main, name, wish, well) {
  const set = (value) => main.style.setProperty(name, value.toFixed(3));
  if (name === "--label") main.style.setProperty("--read", 1);
  set(wish);
  if (!well()) between(set, 1, wish, well);
}

function between(set, fits, tooLarge, well) {
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
    return within(bounds(words), card) && words.getBoundingClientRect().bottom <= card.bottom && (!picture || pictured(picture, Math.min(least, card.height * SHARE_OF_CARD)));
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
  const words = [...main.querySelectorAll(".sentence:not(.heard) span, .own span")];
  const whole = words.every((each) => within(bounds(each), (each.closest(".prompt") ?? main).getBoundingClientRect()));
  return whole && [...boxes, ...cards, ...words.map(bounds)].every((each) => within(each, room)) && apart(boxes);
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
