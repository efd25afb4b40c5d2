// How many pixels a millimetre has on this screen, so that a target is as wide as a thumb on any of them.
// No module: it runs before anything is drawn, so that nothing moves afterwards.
{
  const root = document.documentElement;
  const diagonal = Number(root.dataset.diagonal) * 25.4;
  const kiosk = Math.min(screen.width, screen.height) > 620;
  root.style.setProperty("--mm", kiosk ? `${(Math.hypot(screen.width, screen.height) / diagonal).toFixed(3)}px` : "0px");
}
