// Listening through: the desk shows one sentence, plays it, and moves on with the keyboard, the thumb or by itself.
import { ask, toast } from './asking.js';
import { dropRecording, makeRecorder, recordingNow } from './recorder.js';

const KEPT = 'xiangban-keys';
const ON = 'xiangban-play-on';
const TYPING = 'input:not([type="checkbox"]), textarea, select';
const PAUSE = 1200;     // milliseconds between two sentences that play by themselves
const studio = document.getElementById('studio');
const desk = document.getElementById('desk');
const lines = document.getElementById('lines');
const trial = new Audio();
let going = 0;          // the move to another sentence that is under way

const one = () => desk.querySelector('.one');
const here = () => document.getElementById(`line-${one()?.dataset.sentence}`);
const kept = (name, usual) => localStorage.getItem(name) ?? usual;

function silence() {
  trial.pause();
  desk.querySelector('#now')?.pause();
}

function play(address) {
  silence();
  trial.src = address;
  trial.play().catch(() => {});
}

function playNow() {
  const sound = desk.querySelector('#now');
  if (!sound) return;
  trial.pause();
  if (!sound.paused) { sound.pause(); return; }
  sound.currentTime = 0;
  sound.play().catch(() => {});
}

/** Shows another sentence, and plays it if wanted. */
async function go(line, sounding) {
  if (!line) return;
  dropRecording();
  silence();
  going += 1;
  const mine = going;
  try {
    const { desk: drawn } = await (await ask(line.querySelector('a').href)).json();
    if (mine !== going) return;
    draw(drawn);
    if (sounding) playNow();
  } catch (error) { toast(error.message, false); }
}

function step(by, sounding) {
  const all = [...lines.querySelectorAll('.line')];
  const at = all.indexOf(here());
  return go(all[Math.max(0, Math.min(all.length - 1, at + by))] ?? all[0], sounding);
}

function draw(html) {
  const held = desk.contains(document.activeElement) ? document.activeElement.dataset.act : '';
  desk.innerHTML = html;   // our own template, escaped on the station
  dress();
  if (held) desk.querySelector(`[data-act="${held}"]`)?.focus();
}

/** Everything that needs scripts, on a desk that was just drawn. */
function dress() {
  const shown = one();
  for (const each of lines.querySelectorAll('.current')) { each.classList.remove('current'); each.querySelector('a').removeAttribute('aria-current'); }
  if (!shown) return;
  const row = here();
  row?.classList.add('current');
  row?.querySelector('a').setAttribute('aria-current', 'true');
  if (row && matchMedia('(min-width: 60rem)').matches) row.scrollIntoView({ block: 'nearest' });
  for (const each of shown.querySelectorAll('.moves [hidden], .ways > [hidden], [data-act="try"]')) each.hidden = false;
  const sound = shown.querySelector('#now');
  sound.controls = false;
  const button = shown.querySelector('[data-act="play"]');
  for (const kind of ['play', 'pause', 'ended']) sound.addEventListener(kind, () => button.classList.toggle('playing', !sound.paused));
  sound.addEventListener('error', async () => { try { await ask(sound.src); } catch (error) { toast(error.message, false); } });
  sound.addEventListener('ended', () => {
    const mine = going;
    if (kept(ON, 'off') !== 'on') return;
    setTimeout(() => { if (mine === going && !recordingNow() && !document.activeElement?.matches(TYPING)) step(1, true); }, PAUSE);
  });
  const box = shown.querySelector('#recording');
  if (box) makeRecorder(box, studio.dataset, async (address, wav) => (await ask(address, wav, 'audio/wav')).json(), play);
  const on = shown.querySelector('#on');
  on.checked = kept(ON, 'off') === 'on';
  on.addEventListener('change', () => localStorage.setItem(ON, on.checked ? 'on' : 'off'));
  const keys = shown.querySelector('#keys-use');
  keys.checked = kept(KEPT, 'on') !== 'off';
  keys.addEventListener('change', () => localStorage.setItem(KEPT, keys.checked ? 'on' : 'off'));
}

function renew({ told, row, cards, counts, desk: drawn }, next) {
  toast(told);
  const holder = document.createElement('ol');
  holder.innerHTML = row;
  const old = here();
  old?.replaceWith(holder.firstElementChild);
  document.getElementById('cards').innerHTML = cards;
  for (const each of document.querySelectorAll('[data-kind]')) each.querySelector('.number').textContent = counts[each.dataset.kind];
  const last = lines.lastElementChild === here();
  if (next && !last) step(1, next === 'sounding');
  else draw(drawn);
}

desk.addEventListener('submit', async (event) => {
  const form = event.target;
  event.preventDefault();
  try {
    const answer = await ask(form.action + location.search, new FormData(form));
    const keeping = form.classList.contains('keeping');
    renew(await answer.json(), form.dataset.then && (keeping ? 'silent' : 'sounding'));
  } catch (error) { toast(error.message, false); }
});

desk.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-act]');
  const acts = { play: playNow, next: () => step(1, true), back: () => step(-1, true), try: () => hearSpelling(button) };
  await acts[button?.dataset.act]?.();
});

async function hearSpelling(button) {
  const form = button.form;
  if (!form.reportValidity()) return;
  try {
    const answer = await ask(button.dataset.address, new FormData(form));
    const url = new FileReader();
    url.addEventListener('load', () => playBytes(url.result));
    url.readAsArrayBuffer(await answer.blob());
  } catch (error) { toast(error.message, false); }
}

let speaker = null;
async function playBytes(bytes) {   // not by a blob address, which the page's rules forbid
  silence();
  speaker ??= new AudioContext();
  await speaker.resume();
  const node = new AudioBufferSourceNode(speaker, { buffer: await speaker.decodeAudioData(bytes) });
  node.connect(speaker.destination);
  node.start();
}

lines.addEventListener('click', (event) => {
  const line = event.target.closest('.line');
  if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(line, true).then(() => { if (!matchMedia('(min-width: 60rem)').matches) desk.scrollIntoView({ block: 'start' }); });
});

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest(TYPING);
  if (event.key === 'Escape' && typing) { typing.blur(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || kept(KEPT, 'on') === 'off' || !one()) return;
  const pressing = event.target.closest('button, summary, a, label');
  const acts = {
    j: () => step(1, true), ArrowDown: () => step(1, true), k: () => step(-1, true), ArrowUp: () => step(-1, true),
    ' ': pressing ? null : playNow,
    y: () => desk.querySelector('.judging').requestSubmit(),
    n: () => { const box = desk.querySelector('.marking'); box.open = true; box.querySelector('#note').focus(); },
    r: () => { const box = desk.querySelector('#recording'); if (box) { box.open = true; silence(); box.querySelector('[data-act="record"]').click(); } },
  };
  const act = acts[event.key];
  if (act) { event.preventDefault(); act(); }
});

dress();
