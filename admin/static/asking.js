// Asking the station from a page's script, and telling in one line what came of it.
let hiding = 0;

export function toast(text, well = true) {
  const shown = document.getElementById('toast');
  shown.className = well ? 'toast' : 'toast trouble';
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { shown.hidden = true; }, well ? 3000 : 9000);
}

/** The answer; throws an Error with a sentence for whoever stands there. */
export async function ask(address, body, type) {
  const { lost, signedOut } = document.getElementById('studio').dataset;
  const headers = { Accept: 'application/json', 'X-Form-Token': document.querySelector('[name="form-token"]').content };
  if (type) headers['Content-Type'] = type;
  let answer;
  try {
    answer = await fetch(address, { method: body ? 'POST' : 'GET', body, headers, cache: 'no-store' });
  } catch { throw new Error(lost); }
  if (answer.ok) return answer;
  const { advice } = await answer.json().catch(() => ({}));
  throw new Error(answer.status === 401 ? signedOut : advice ?? lost);
}
