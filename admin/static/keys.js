// The keyboard in the queue; single keys can be switched off (WCAG 2.1.4), and never act while somebody types.
const KEPT = 'xiangban-keys';

export function handleKeys(rows) {
  document.getElementById('keys').hidden = false;
  const use = document.getElementById('keys-use');
  use.checked = localStorage.getItem(KEPT) !== 'off';
  use.addEventListener('change', () => localStorage.setItem(KEPT, use.checked ? 'on' : 'off'));

  const links = () => [...rows.querySelectorAll('.open')];
  const here = () => document.activeElement?.closest('.row');
  const move = (step) => {
    const all = links();
    const now = all.indexOf(here()?.querySelector('.open'));
    const next = now < 0 ? 0 : Math.min(all.length - 1, Math.max(0, now + step));
    all[next]?.focus();
    all[next]?.closest('.row').scrollIntoView({ block: 'nearest' });
  };
  const acts = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    t: () => here()?.querySelector('.take')?.form.requestSubmit(),
    '/': () => document.getElementById('find').focus(),
  };
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, [contenteditable]');
    if (event.key === 'Escape' && typing) { typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !use.checked) return;
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });
}
