// Taking a request without leaving the queue; the row itself changes with the next news from the station.
const SHOWN = 8000;   // milliseconds
let hiding = 0;

function toast(text, well) {
  const shown = document.getElementById('toast');
  shown.className = well ? 'toast' : 'toast trouble';
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { shown.hidden = true; }, SHOWN);
}

export function takeInPlace(rows) {
  rows.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector('button');
    if (form.contains(document.activeElement)) form.closest('.row').querySelector('.open').focus();
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
      const { told, advice } = await answer.json();
      toast(told ?? advice, answer.ok);
      button.disabled = answer.ok;
    } catch {
      toast(document.getElementById('news').dataset.lost, false);
      button.disabled = false;
    }
  });
}
