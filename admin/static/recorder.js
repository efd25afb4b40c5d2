// Records one sentence: microphone, meter, time; the station trims it, then it is heard, kept or thrown away.
import { openMicrophone, secondsOf, wavOf } from './capture.js';
import { makeMeter } from './meter.js';

const LONGEST = 30;     // seconds, where the box names no other length
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
let now = null;         // what is being recorded

/** Whatever is being recorded is dropped: the desk shows another sentence. */
export function dropRecording() {
  const mine = now;
  now = null;
  mine?.close?.();
}

export const recordingNow = () => now !== null;

/** `told` are the sentences for trouble; `send(address, wav)` hands it over and answers data, or throws. */
export function makeRecorder(box, told, send, play) {
  const longest = Number(box.dataset.longest ?? LONGEST);
  const meter = makeMeter(box.querySelector('canvas'));
  const heard = box.querySelector('#heard');
  const elapsed = box.querySelector('#elapsed');
  const stage = box.querySelector('.stage');
  const record = box.querySelector('[data-act="record"]');
  const listen = box.querySelector('[data-act="listen"]');
  const away = box.querySelector('[data-act="away"]');
  const keeping = box.querySelector('.keeping');
  let sound = '';

  function show(state, words = '') {
    stage.dataset.stage = state;
    heard.textContent = words;
    record.textContent = state === 'recording' ? record.dataset.stop : state === 'done' ? record.dataset.again : record.dataset.start;
    for (const each of [listen, away, keeping]) each.hidden = state !== 'done';
  }

  async function start() {
    const mine = { pieces: [], close: null };
    now = mine;
    meter.clear();
    elapsed.value = clock(0);
    show('opening');
    try {
      const close = await openMicrophone((piece) => {
        if (now !== mine || !mine.close) return;
        mine.pieces.push(piece);
        meter.hear(piece);
        elapsed.value = clock(secondsOf(mine.pieces));
        if (secondsOf(mine.pieces) >= longest) stop(told.tooLong);
      });
      if (now !== mine) { close(); return; }
      mine.close = close;
      show('recording', record.dataset.reading);
    } catch (error) {
      now = null;
      show('idle', { NotAllowedError: told.denied, SecurityError: told.notHere }[error.name] ?? told.noMicrophone);
    }
  }

  async function stop(words = '') {
    const mine = now;
    if (!mine?.close || mine.ending) return;
    mine.ending = true;
    await mine.close();
    if (now !== mine) return;
    now = null;
    show('sending');
    try {
      const made = await send(box.dataset.takes, wavOf(mine.pieces));
      sound = made.sound;
      keeping.take.value = made.take;
      stage.dataset.verdict = made.verdict;
      elapsed.value = elapsed.dataset.seconds.replace('{n}', made.seconds);
      show('done', words || made.told);
      meter.show(made.shape);
      keeping.querySelector('button').focus();
      play(sound);
    } catch (error) {
      meter.clear();
      show('idle', error.message || told.notSent);
    }
  }

  record.addEventListener('click', () => (now ? stop() : start()));
  listen.addEventListener('click', () => play(sound));
  away.addEventListener('click', () => { meter.clear(); elapsed.value = clock(0); show('idle'); record.focus(); });
  meter.clear();
}
