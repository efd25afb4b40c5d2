// A soft sound for new requests, off until a worker switches it on in this browser.
const KEPT = 'xiangban-sound';
let context = null;

const on = () => localStorage.getItem(KEPT) === 'on';

export function offerSound() {
  const button = document.getElementById('sound');
  const show = () => button.setAttribute('aria-pressed', String(on()));
  button.hidden = false;
  show();
  button.addEventListener('click', () => {
    localStorage.setItem(KEPT, on() ? 'off' : 'on');
    show();
    chime();
  });
}

/** Two quiet notes, if wanted. */
export function chime() {
  if (!on()) return;
  context ??= new AudioContext();
  [[523, 0], [659, 0.18]].forEach(([pitch, after]) => {
    const note = context.createOscillator();
    const loudness = context.createGain();
    const start = context.currentTime + after;
    note.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.08, start + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.7);
    note.connect(loudness).connect(context.destination);
    note.start(start);
    note.stop(start + 0.75);
  });
}
