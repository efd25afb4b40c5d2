// Put into every page by benchmarks/slow.py: when fingers came, when pixels and sounds answered, what moved.
(() => {
  const log = JSON.parse(sessionStorage.slow ?? '{"taps":[],"paints":[],"sounds":[],"screens":[],"shift":0,"shifted":[]}');
  const at = (time) => performance.timeOrigin + time;
  window.slow = log;
  window.addEventListener("pagehide", () => { sessionStorage.slow = JSON.stringify(log); });
  window.addEventListener("pointerdown", (event) => log.taps.push(at(event.timeStamp)), true);

  // from the finger to the next picture on the glass, as the browser itself counts it
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (each.name === "pointerdown" || each.name === "click") log.paints.push([at(each.startTime), each.duration]);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) {
      log.shift += each.value;
      log.shifted.push(...each.sources.map(({ node }) => `${document.body?.dataset.screen} ${node?.className || node?.nodeName}`));
    }
  }).observe({ type: "layout-shift", buffered: true });

  for (const kind of [AudioScheduledSourceNode, AudioBufferSourceNode]) {
    const start = kind.prototype.start;
    kind.prototype.start = function (...when) {
      const later = Math.max(0, (when[0] ?? 0) - this.context.currentTime) + this.context.baseLatency;
      log.sounds.push(at(performance.now() + later * 1000));
      return start.apply(this, when);
    };
  }
  const drawn = () => requestAnimationFrame(() => setTimeout(() => log.screens.push(at(performance.now()))));
  document.addEventListener("screen", drawn);
})();
