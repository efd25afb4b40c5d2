// Run inside a kiosk page by kiosk_walker: how large everything is, what is cut off, what lies on what.
() => {
  const seen = (each) => each.getClientRects().length > 0;
  const box = (each) => {
    const { width, height, left, top, right, bottom } = each.getBoundingClientRect();
    return { name: each.value || each.className || each.localName, width, height, left, top, right, bottom };
  };
  const words = "h1, .sentence:not(.heard) span, .label, .command span, .digit, .key span, .microphone span";
  const texts = [...document.querySelectorAll(words)].filter(
    (each) => seen(each) && each.textContent.trim() && !each.querySelector("img"));
  const cut = (each) => {
    const room = box(each.closest("button") ?? each.closest("main") ?? document.body), own = box(each);
    return own.right > room.right + 1 || own.bottom > room.bottom + 1
      || own.left < room.left - 1 || own.top < room.top - 1;
  };
  // a badge lies on a picture when it touches the inner disc in which pictograms are drawn
  const badged = (each) => {
    const badge = each.querySelector(".digit"), picture = each.querySelector("img");
    if (!badge || !picture || !seen(badge)) return false;
    const one = box(badge), other = box(picture);
    const apart = Math.hypot(one.left + one.width / 2 - other.left - other.width / 2, one.top + one.height / 2 - other.top - other.height / 2);
    return apart < one.width / 2 + Math.min(other.width, other.height) / 2 * 0.72;
  };
  const letters = (each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    const { left, right } = each.matches(".animal") ? each.getBoundingClientRect() : range.getBoundingClientRect();
    return { left, right };
  };
  return {
    receipt: [".token .number", ".token .animal"].map((each) => document.querySelector(each)).map((each) => each && letters(each)),
    badged: [...document.querySelectorAll(".choice")].filter(badged).map((each) => each.value),
    targets: [...document.querySelectorAll(".choice, .key")].map(box),
    others: [...document.querySelectorAll(".command, .microphone")].map(box),
    cut: texts.filter(cut).map((each) => each.textContent),
    letters: Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize))),
    millimetre: parseFloat(document.documentElement.style.getPropertyValue("--mm")),
    scrolls: [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth],
    overlaps: [...document.querySelectorAll(".choice, .key, .typed, nav, .prompt, .notes, header, .token")].map(box),
  };
}
