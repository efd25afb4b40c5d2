// The picture of a voice: bars while somebody speaks, and the shape of what was kept of it.
const BARS = 96;
const FLOOR = -54;      // dBFS of an empty bar
const LOUD = 0.97;      // share of full scale at which a voice is cut off
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function makeMeter(canvas) {
  const pen = canvas.getContext('2d');
  let bars = [];

  function draw(heights, tint) {
    const { width, height } = canvas;
    const step = width / BARS;
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = colour('--line');
    pen.fillRect(0, height / 2 - 1, width, 2);
    heights.forEach((tall, n) => {
      pen.fillStyle = tint(tall);
      const size = Math.max(2, tall * (height - 8));
      pen.fillRect(n * step + 1, (height - size) / 2, step - 2, size);
    });
  }

  return {
    clear() { bars = []; draw([], () => ''); },
    /** One more tenth of a second of samples. */
    hear(piece) {
      let peak = 0;
      let power = 0;
      for (const sample of piece) {
        peak = Math.max(peak, Math.abs(sample));
        power += sample * sample;
      }
      const level = 10 * Math.log10(power / piece.length + 1e-9);
      const tall = Math.max(0, Math.min(1, (level - FLOOR) / -FLOOR));
      bars = [...bars, peak > LOUD ? -tall : tall].slice(-BARS);
      draw(bars.map(Math.abs), (each) => colour(bars.includes(-each) && each > 0.5 ? '--alarm' : '--green'));
    },
    /** The finished recording, as the station drew it. */
    show(shape) { draw(shape, () => colour('--blue')); },
  };
}
