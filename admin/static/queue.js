// The queue keeps itself fresh: rows change in place, and nothing moves under a finger, a pointer or the keyboard.
import { watch } from './station.js';
import { handleKeys } from './keys.js';
import { chime, offerSound } from './sound.js';
import { takeInPlace } from './take.js';

const table = document.getElementById('queue');
const rows = document.getElementById('rows');
const news = document.getElementById('news');
const STILL = 1500;       // milliseconds without a movement after which the worker is not about to press
const WHOLE = 30000;      // ages and due times move on even when nothing else does
let version = table.dataset.version;
let waiting = null;
let moved = -Infinity;
let whole = performance.now();

for (const kind of ['pointermove', 'pointerdown', 'wheel', 'touchmove', 'keydown']) {
  document.addEventListener(kind, (event) => {
    if (table.contains(event.target)) moved = performance.now();
  }, { passive: true });
}

function busy() {
  return performance.now() - moved < STILL || rows.contains(document.activeElement);
}

function parsed(html) {
  const holder = document.createElement('tbody');
  holder.innerHTML = html;   // our own template, escaped on the station
  return holder.firstElementChild;
}

/** Put fresh content into a row without losing what has the focus inside it. */
function renew(row, fresh) {
  const held = row.contains(document.activeElement) ? document.activeElement.className : '';
  row.className = fresh.className;
  row.dataset.mark = fresh.dataset.mark;
  row.replaceChildren(...fresh.children);
  if (held) (row.querySelector(`.${held.split(' ')[0]}`) ?? row.querySelector('.open')).focus();
}

function unseen(told) {
  return told.rows.filter((each) => !document.getElementById(`row-${each.id}`)).length;
}

/** Everything as it is now: order, new rows, gone rows. */
function arrange(told) {
  waiting = null;
  const fresh = new Map(told.rows.map((each) => [`row-${each.id}`, each]));
  for (const row of [...rows.children]) if (!fresh.has(row.id)) row.remove();
  let place = rows.firstElementChild;
  for (const [id, each] of fresh) {
    let row = document.getElementById(id);
    if (!row) {
      row = parsed(each.html);
      row.classList.add('fresh');
    } else if (row.dataset.mark !== each.mark) renew(row, parsed(each.html));
    if (row === place) place = place.nextElementSibling;
    else rows.insertBefore(row, place);
  }
  document.getElementById('empty').hidden = told.rows.length > 0;
  say('');
}

/** Only what moves nothing: rows that are there get their new content; the rest is offered in a bar. */
function freshen(told) {
  for (const each of told.rows) {
    const row = document.getElementById(`row-${each.id}`);
    if (row && row.dataset.mark !== each.mark) renew(row, parsed(each.html));
  }
  const shown = [...rows.children].map((row) => row.id).join();
  if (told.rows.map((each) => `row-${each.id}`).join() === shown) return say('');
  waiting = told;
  const count = unseen(told);
  say(count ? news.dataset.fresh.replace('{n}', count) : news.dataset.changed, () => arrange(waiting ?? told));
}

function say(text, press) {
  if (news.dataset.told === text) return;
  news.dataset.told = text;
  news.replaceChildren();
  if (!text) return;
  const said = document.createElement(press ? 'button' : 'p');
  said.textContent = press ? `${text} · ${news.dataset.show}` : text;
  if (press) { said.type = 'button'; said.addEventListener('click', press); }
  news.append(said);
}

function count(told) {
  for (const each of document.querySelectorAll('[data-state]')) {
    const shown = each.querySelector('[data-count]');
    if (shown) shown.textContent = told.counts[each.dataset.state];
  }
  title(told.counts.fresh);
}

function title(fresh) {
  document.title = `${fresh ? `(${fresh}) ` : ''}${table.dataset.name} · ${table.dataset.title}`;
}

function heard(told) {
  version = told.version;
  whole = performance.now();
  if (unseen(told)) chime();
  count(told);
  if (busy()) freshen(told); else arrange(told);
}

function trouble(status) {
  if (status === null) { if (!waiting) say(''); } else say(status === 401 ? news.dataset.signedOut : news.dataset.lost);
}

function address() {
  const since = performance.now() - whole > WHOLE ? -1 : version;
  return `${table.dataset.changes}&since=${since}`;
}

title(Number(table.dataset.fresh));
for (const select of document.querySelectorAll('.filters select')) select.addEventListener('change', () => select.form.requestSubmit());
setInterval(() => { if (waiting && !busy()) arrange(waiting); }, 500);
offerSound();
handleKeys(rows);
takeInPlace(rows);
watch(address, heard, trouble);
