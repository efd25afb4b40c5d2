// A player with large controls over the plain audio element; without scripts the browser's own controls stay.
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export function makePlayer(figure) {
  const audio = figure.querySelector('audio');
  const play = figure.querySelector('.play');
  const position = figure.querySelector('.position');
  const shown = figure.querySelector('.clock');
  audio.controls = false;
  audio.hidden = true;
  figure.querySelector('.player').hidden = false;

  const show = () => {
    play.classList.toggle('playing', !audio.paused);
    play.setAttribute('aria-label', audio.paused ? figure.dataset.play : figure.dataset.pause);
    position.value = audio.currentTime;
    position.setAttribute('aria-valuetext', clock(audio.currentTime));
    shown.value = clock(audio.currentTime);
  };
  for (const kind of ['play', 'pause', 'ended', 'timeupdate', 'seeked']) audio.addEventListener(kind, show);
  audio.addEventListener('loadedmetadata', () => { if (Number.isFinite(audio.duration)) position.max = audio.duration; });
  play.addEventListener('click', () => (audio.paused ? audio.play() : audio.pause()));
  position.addEventListener('input', () => { audio.currentTime = Number(position.value); });

  const speeds = [...figure.querySelectorAll('[data-speed]')];
  for (const speed of speeds) {
    speed.addEventListener('click', () => {
      audio.playbackRate = Number(speed.dataset.speed);
      for (const each of speeds) each.setAttribute('aria-pressed', String(each === speed));
    });
  }
}
