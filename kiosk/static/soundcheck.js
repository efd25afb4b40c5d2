// Watches an open microphone: pulled out, muted, gone silent for good, or giving another rate than it promised.
const GONE_AFTER = 1400; // milliseconds without a piece of sound
const MUTED_FOR = 1000;
const PACE_AFTER = 1500;
const PACE = [0.75, 1.3]; // times the promised rate

// `trouble` is called once, with the phrase of what is wrong; returns { heard(piece), stop() }
export function soundcheck(stream, rate, trouble) {
  const [track] = stream.getAudioTracks();
  let began; // when the first piece came
  let last = performance.now();
  let samples = 0;
  let muted = track.muted ? performance.now() : undefined;
  const tell = (cause) => {
    stop();
    trouble(cause);
  };
  track.onended = () => tell("error.microphone");
  track.onmute = () => { muted = performance.now(); };
  track.onunmute = () => { muted = undefined; };
  const timer = setInterval(() => {
    const now = performance.now();
    if (muted && now - muted > MUTED_FOR) tell("error.microphone_silent");
    else if (now - last > GONE_AFTER || !inPace(now)) tell("error.microphone");
  }, 200);

  function inPace(now) {
    if (!began || now - began < PACE_AFTER) return true;
    const pace = samples / (rate * (now - began) / 1000);
    return pace > PACE[0] && pace < PACE[1];
  }

  function stop() {
    clearInterval(timer);
    track.onended = track.onmute = track.onunmute = null;
  }

  return {
    heard: (piece) => {
      last = performance.now();
      began ??= last;
      samples += piece.byteLength / 2;
    },
    stop,
  };
}
