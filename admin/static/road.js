// The visit forms on the way: kept while they are typed, sent when the station can be reached, never lost, never twice.
import { canLock, dropDraft, drafts, keepDraft, keepPage, keptPage } from './road_kept.js';
import { sendAll } from './road_sending.js';

const EVERY = 15_000;

function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const typedIn = (form) => [...new FormData(form)].filter(([name]) => name !== 'form_token');

function fill(form, fields) {
  for (const control of form.elements) {
    if (!control.name || control.name === 'form_token') continue;
    const told = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = told.includes(control.value);
    else if (told.length) [control.value] = told;
  }
}

function show(form, state, words) {
  const door = form.closest('.door');
  door.classList.toggle('waits', state === 'waits');
  door.classList.toggle('sent', state === 'sent');
  door.querySelector('.state').textContent = words;
  for (const control of form.elements) control.disabled = state !== 'typing' && state !== 'empty';
}

async function prepare(form, words, day, known, send) {
  const key = form.dataset.key;
  let draft = known.get(key);
  if (draft?.fields.length) fill(form, draft.fields);
  const save = () => {
    draft ??= { key, day, whose: words.whose, state: 'typing' };
    if (draft.state !== 'typing') return null;
    if (!draft.fields) form.elements.once.value = freshId();
    draft.fields = typedIn(form);
    show(form, 'typing', words.typing);
    return keepDraft(draft);
  };
  form.addEventListener('input', save);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    form.elements.visited_at.value = new Date().toISOString();
    await save();
    draft.state = 'waits';
    await keepDraft(draft);
    show(form, 'waits', words.waits);
    send();
  });
  form.settle = (state, advice) => {
    if (state === 'typing') draft.state = 'typing';
    show(form, state, state === 'sent' ? words.sent : advice);
  };
  show(form, draft?.state ?? 'empty', draft ? words[draft.state] : '');
}

async function start() {
  const road = document.getElementById('road');
  const words = road.dataset;
  const forms = new Map([...document.querySelectorAll('.road-form')].map((form) => [form.dataset.key, form]));
  const known = new Map((await drafts(words.whose)).map((each) => [each.key, each]));
  const waiting = document.getElementById('waiting');
  let sending = null;

  const count = async () => {
    const left = (await drafts(words.whose)).filter((each) => each.state === 'waits').length;
    waiting.hidden = !left && !waiting.dataset.had;
    waiting.dataset.had = left || waiting.dataset.had ? '1' : '';
    waiting.textContent = left ? words.someWait.replace('{n}', left) : words.allSent;
  };
  const send = async () => {
    await count();
    sending ??= sendAll(words, forms, { drafts, keepDraft, dropDraft }, waiting).finally(() => { sending = null; });
    await sending;
  };
  for (const form of forms.values()) await prepare(form, words, words.day, known, send);
  for (const each of known.values()) {
    if (each.state === 'sent' && each.day < words.day) await dropDraft(each);
    if (forms.has(each.key) || each.state !== 'typing') continue;
    const link = document.createElement('a');
    link.className = 'button';
    link.href = `?${each.fields.find(([name]) => name === 'visit')?.[1] ? `visit=${each.key}` : `person=${each.key}`}`;
    link.textContent = words.unfinished.replace('{day}', each.day);
    waiting.before(link);
  }
  document.getElementById('kept').textContent = canLock ? words.canLeave : words.stayOpen;
  window.addEventListener('online', send);
  setInterval(send, EVERY);
  await send();
}

const shell = document.querySelector('[data-shell]');
if (shell) {
  const kept = await keptPage();
  if (kept) { shell.innerHTML = kept; await start(); }
} else {
  if (canLock && 'serviceWorker' in navigator) {
    await keepPage(document.getElementById('road').outerHTML);
    navigator.serviceWorker.register(document.getElementById('road').dataset.worker, { scope: '/visits/road' }).catch(() => {});
  }
  await start();
}
document.documentElement.dataset.ready = 'true';
