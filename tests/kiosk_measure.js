// Run inside a kiosk page by test_kiosk_browser: how large everything is, what is cut off, what lies on what.
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
  return {
    targets: [...document.querySelectorAll(".choice, .key")].map(box),
    others: [...document.querySelectorAll(".command, .microphone")].map(box),
    cut: texts.filter(cut).map((each) => each.textContent),
    letters: Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize))),
    millimetre: parseFloat(document.documentElement.style.getPropertyValue("--mm")),
    scrolls: [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth],
    overlaps: [...document.querySelectorAll(".choice, .key, nav, .prompt, .notes, header, .token")].map(box),
  };
}
