// How many pixels a millimetre has on this screen, so that a target is as wide as a thumb on any of them.
export function measure() {
  const diagonal = Number(document.body.dataset.diagonal) * 25.4;
  const kiosk = Math.min(screen.width, screen.height) > 620;
  const pixels = Math.hypot(screen.width, screen.height);
  document.documentElement.style.setProperty("--mm", kiosk ? `${(pixels / diagonal).toFixed(3)}px` : "0px");
}
