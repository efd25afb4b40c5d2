// Shows a password on demand, and says in words how strong a new one is.
for (const tick of document.querySelectorAll('[data-shows]')) {
  const field = document.getElementById(tick.dataset.shows);
  tick.closest('label').hidden = false;
  tick.addEventListener('change', () => { field.type = tick.checked ? 'text' : 'password'; });
}

const fresh = document.querySelector('input[data-least]');
const strength = document.getElementById('strength');
if (fresh) {
  fresh.addEventListener('input', () => {
    const { least, short, fair, good } = fresh.dataset;
    const typed = [...fresh.value].length;
    if (typed < Number(least)) strength.textContent = short.replace('{left}', Number(least) - typed);
    else strength.textContent = typed < 16 || new Set(fresh.value).size < 8 ? fair : good;
  });
}
