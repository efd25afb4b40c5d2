// The request page: player, live count, kept drafts, the time field, and word of what others change meanwhile.
import { watch } from './station.js';
import { makePlayer } from './player.js';
import { countsItself, keepsDraft } from './writing.js';

document.querySelectorAll('.recording').forEach(makePlayer);
document.querySelectorAll('textarea[data-count]').forEach(countsItself);
document.querySelectorAll('form[data-keeps]').forEach(keepsDraft);

const part = document.getElementById('part');
if (part) {
  const time = document.getElementById('at-time');
  const show = () => { time.hidden = part.value !== 'exact'; };
  part.addEventListener('change', show);
  show();
}

const others = document.getElementById('others');
watch(
  () => `${others.dataset.changes}?since=${others.dataset.since}&seen=${others.dataset.seen}`,
  () => {
    if (others.firstChild) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = `${others.dataset.told} ${others.dataset.reload}`;
    button.addEventListener('click', () => location.assign(location.pathname));
    others.append(button);
  },
  () => {},
);
