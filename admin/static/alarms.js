// The bar above every page: fresh within two seconds, its clocks run, and it sounds until somebody answers.
const bar = document.getElementById('alarms');
const EVERY = 1000;
const LOUD = 3500;        // milliseconds from one sound to the next
const title = () => document.title.replace(/^‼ /, '');
let mark = bar.dataset.mark;
let began = performance.now();
let context = null;

const waiting = () => bar.querySelector('.alarm') !== null;

function clock(seconds) {
  const two = (number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function tick() {
  const passed = Math.floor((performance.now() - began) / 1000);
  for (const each of bar.querySelectorAll('[data-seconds]')) {
    each.querySelector('.alarm-clock').textContent = clock(Number(each.dataset.seconds) + passed);
  }
  const wanted = waiting() ? `‼ ${title()}` : title();
  if (document.title !== wanted) document.title = wanted;
}

/** Three rising notes, twice: unlike everything else here, and loud enough for the next room. */
function sound() {
  if (!waiting()) return;
  context ??= new AudioContext();
  offerSound(context.state !== 'running');
  if (context.state !== 'running') { context.resume(); return; }
  [0, 0.22, 0.44, 0.9, 1.12, 1.34].forEach((after, place) => {
    const note = context.createOscillator();
    const loudness = context.createGain();
    const start = context.currentTime + after;
    note.type = 'square';
    note.frequency.value = [660, 880, 1100][place % 3];
    loudness.gain.setValueAtTime(0.0001, start);
    loudness.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.2);
    note.connect(loudness).connect(context.destination);
    note.start(start);
    note.stop(start + 0.22);
  });
  bar.dataset.sounded = String(Number(bar.dataset.sounded || 0) + 1);
}

/** A browser lets a page sound only after a touch: say so, and take any touch for it. */
function offerSound(silent) {
  let button = bar.querySelector('.alarm-sound');
  if (!silent) { button?.remove(); return; }
  if (button) return;
  button = document.createElement('button');
  button.type = 'button';
  button.className = 'alarm-sound';
  button.textContent = bar.dataset.sound;
  bar.append(button);
}

function show(told) {
  const held = bar.contains(document.activeElement) && document.activeElement.form?.action;
  bar.innerHTML = told.html;   // our own template, escaped on the station
  if (held) [...bar.querySelectorAll('form')].find((each) => each.action === held)?.querySelector('button').focus();
  mark = told.mark ?? '';
  began = performance.now();
  tick();
}

async function look() {
  try {
    const open = bar.dataset.now === '';
    const address = open ? bar.dataset.bell : `${bar.dataset.now}?mark=${mark}`;
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(8000) });
    if (answer.status === 200) show(await answer.json());
    else if (answer.status === 401) bar.dataset.now = '';   // signed out meanwhile: the bell still rings
  } catch { /* the station is away: what is shown stays, and its clocks run on */ }
  setTimeout(look, EVERY);
}

for (const kind of ['pointerdown', 'keydown']) {
  document.addEventListener(kind, () => { if (context?.state === 'suspended') context.resume(); }, { passive: true });
}
setInterval(tick, 500);
setInterval(sound, LOUD);
tick();
sound();
setTimeout(look, EVERY);
