// What a worker types: counted while typing, and kept in this tab until it was saved.
export function countsItself(area) {
  const shown = document.getElementById(area.dataset.count);
  const show = () => {
    const typed = [...area.value].length;
    const seconds = typed ? Math.max(1, Math.round(typed / Number(area.dataset.perSecond))) : 0;
    shown.textContent = area.dataset.pattern.replace('{n}', typed).replace('{seconds}', seconds);
    shown.classList.toggle('over', typed > Number(area.dataset.most));
  };
  area.addEventListener('input', show);
  show();
}

/** The text survives a signed-out session or a closed lid; it goes once the page shows that it was saved. */
export function keepsDraft(form) {
  const area = form.querySelector('textarea');
  const key = form.dataset.keeps;
  const kept = sessionStorage.getItem(key) ?? '';
  const saved = !kept.trim() || [...document.querySelectorAll('.reply p')].some((each) => each.textContent.trim() === kept.trim());
  if (saved) sessionStorage.removeItem(key);
  else if (!area.value) {
    area.value = kept;
    area.dispatchEvent(new Event('input'));
    form.closest('details')?.setAttribute('open', '');
  }
  area.addEventListener('input', () => sessionStorage.setItem(key, area.value));
}
