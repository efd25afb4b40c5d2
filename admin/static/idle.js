// Warns whoever has gone away before they are signed out, and lets nothing be lost that is half written.
const told = document.getElementById('idle');
const { warn, page, here, left } = told.dataset;
const dialog = told.querySelector('dialog');
const PING = 60_000;      // milliseconds between two times of telling the station that somebody works here
let ends = Date.now() + Number(told.dataset.seconds) * 1000;   // the wall clock: a closed lid stops the other one
let pinged = Date.now();
let busy = false;
let written = false;

const fields = (form) => [...form.elements].filter((one) => one.name && !['hidden', 'password', 'file', 'submit', 'button'].includes(one.type));
const address = (form) => new URL(form.action).pathname;
const forms = () => [...document.querySelectorAll('main form[method="post"]')];
const changed = (one) => (one.type === 'checkbox' || one.type === 'radio') ? one.checked !== one.defaultChecked
  : one.options ? [...one.options].some((each) => each.selected !== each.defaultSelected) : one.value !== one.defaultValue;

function halfWritten() {
  const found = {};
  for (const form of forms()) {
    const mine = fields(form).filter((one) => changed(one) && (one.type !== 'radio' || one.checked));
    if (mine.length || form.dataset.brought) found[address(form)] = Object.fromEntries(mine.map((one) => [one.name, one.type === 'checkbox' ? String(one.checked) : one.value]));
  }
  return found;
}

/** Tell the station what is half written; with `stay`, that somebody is here. */
async function tell(stay, keepalive = false) {
  const body = JSON.stringify({ page, forms: halfWritten(), stay });
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Form-Token': document.querySelector('[name="form-token"]').content };
  written = false;
  const answer = await fetch(here, { method: 'POST', body, headers, keepalive }).catch(() => null);
  if (answer?.ok) ends = Date.now() + (await answer.json()).left * 1000;
}

function active() {
  if (dialog.open) return;
  busy = true;
  if (Date.now() - pinged > PING) { pinged = Date.now(); busy = false; tell(true); }
}

for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove']) document.addEventListener(kind, active, { passive: true });
document.addEventListener('input', () => { written = true; });
document.addEventListener('visibilitychange', () => { if (document.hidden && written) tell(false, true); });
dialog.querySelector('button').addEventListener('click', () => { dialog.close(); pinged = Date.now(); tell(true); });
dialog.addEventListener('cancel', () => { pinged = Date.now(); tell(true); });

/** Whether the station says so itself: one that cannot be reached must not cost anybody a page. */
const over = async () => (await fetch(left, { headers: { Accept: 'application/json' } }).catch(() => null))?.status === 401;

let looking = false;
async function look() {
  const seconds = (ends - Date.now()) / 1000;
  if (seconds > Number(warn) || looking) return;
  looking = true;
  try {
    if (busy) { busy = false; pinged = Date.now(); await tell(true); return; }
    if (!dialog.open) {   // another page of the same person may have been used meanwhile
      const answer = await fetch(left, { headers: { Accept: 'application/json' } }).catch(() => null);
      if (answer?.ok) ends = Date.now() + (await answer.json()).left * 1000;
      if (answer?.ok && ends - Date.now() > Number(warn) * 1000) return;
      if (answer?.ok && written) await tell(false);
      if (answer?.ok) dialog.showModal();
    }
    if (Date.now() >= ends && await over()) location.reload();   // the station remembers where, and what was half written
  } finally { looking = false; }
}
setInterval(look, 1000);

/** Give back what was half written here; nothing that stands there already is overwritten. */
function bringBack() {
  const halves = told.dataset.halves ? JSON.parse(told.dataset.halves) : {};
  for (const form of forms()) {
    const mine = halves[address(form)];
    if (!mine) continue;
    let any = false;
    for (const one of fields(form)) {
      if (!(one.name in mine) || changed(one)) continue;
      if (one.type === 'checkbox') one.checked = mine[one.name] === 'true';
      else if (one.type === 'radio') one.checked = one.value === mine[one.name];
      else one.value = mine[one.name];
      one.dispatchEvent(new Event('input', { bubbles: true }));
      any = true;
    }
    if (!any) continue;
    form.dataset.brought = 'yes';
    form.closest('details')?.setAttribute('open', '');
    const note = document.createElement('p');
    note.className = 'told brought-back';
    note.setAttribute('role', 'status');
    note.append(told.dataset.back, Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: told.dataset.away }));
    note.querySelector('button').addEventListener('click', () => { form.reset(); note.remove(); tell(true); });
    form.prepend(note);
  }
  written = false;
}
bringBack();
