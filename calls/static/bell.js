// The sound of ringing, made in the browser: two warm notes for whoever is called, a soft tone for whoever waits.
const NOTES = { ring: [659, 523], wait: [440] };
const EVERY = { ring: 2000, wait: 3500 };

let context;

export class Bell {
  // browsers play nothing before a finger has touched the page; call this from a press
  static wake() {
    context ??= new AudioContext();
    return context.resume();
  }

  // whether the bell can be heard just now
  static async awake() {
    await Promise.race([Bell.wake(), new Promise((done) => { setTimeout(done, 300); })]);
    return context.state === "running";
  }

  start(kind) {
    this.stop();
    const sound = () => NOTES[kind].forEach((pitch, place) => note(pitch, place * 0.45, kind === "ring" ? 0.25 : 0.08));
    sound();
    this.timer = setInterval(sound, EVERY[kind]);
  }

  stop() {
    clearInterval(this.timer);
  }
}

function note(pitch, after, loudness) {
  if (context?.state !== "running") return;
  const from = context.currentTime + after;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(loudness, from + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, from + 0.7);
  const tone = new OscillatorNode(context, { frequency: pitch, type: "sine" });
  tone.connect(gain).connect(context.destination);
  tone.start(from);
  tone.stop(from + 0.75);
}
