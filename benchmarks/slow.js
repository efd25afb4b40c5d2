// Put into every page by benchmarks/slow.py: when fingers came, when pixels and sounds answered, what moved.
(() => {
  const log = JSON.parse(sessionStorage.slow ?? '{"taps":[],"paints":[],"sounds":[],"words":[],"screens":[],"shift":0,"shifted":[]}');
  const at = (time) => performance.timeOrigin + time;
  const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const told = ({ value }, { node, previousRect, currentRect }) => `${document.body?.dataset.screen} ${node?.outerHTML?.slice(0, 90) ?? node?.nodeName}`
    + ` of ${node?.parentElement?.className}: ${place(previousRect)} → ${place(currentRect)}, ${value.toFixed(5)}`;
  window.slow = log;
  window.addEventListener("pagehide", () => { take(events.takeRecords()); sessionStorage.slow = JSON.stringify(log); });
  window.addEventListener("pointerdown", (event) => log.taps.push(at(event.timeStamp)), true);

  // from the finger's coming, and from its going, to the next picture on the glass, as the browser counts it in steps of 8 ms
  const take = (entries) => {
    for (const each of entries) {
      if (each.name === "pointerdown" || each.name === "click") log.paints.push([at(each.startTime), each.duration]);
    }
  };
  const events = new PerformanceObserver((list) => take(list.getEntries()));
  events.observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) {
      log.shift += each.value;
      log.shifted.push(...each.sources.map((one) => told(each, one)));
    }
  }).observe({ type: "layout-shift", buffered: true });

  // a tone is made by an oscillator, words come out of a buffer
  for (const [kind, heard] of [[OscillatorNode, "sounds"], [AudioBufferSourceNode, "words"]]) {
    const start = kind.prototype.start;
    kind.prototype.start = function (...when) {
      const later = Math.max(0, (when[0] ?? 0) - this.context.currentTime) + this.context.baseLatency;
      log[heard].push(at(performance.now() + later * 1000));
      return start.apply(this, when);
    };
  }
  // once the screen that is drawn is on the glass, whoever measures is told; asking the page for it would slow it down
  const drawn = () => requestAnimationFrame(() => setTimeout(() => {
    log.screens.push(at(performance.now()));
    window.arrived?.(document.body.dataset.screen);
  }));
  document.addEventListener("screen", drawn);
})();
