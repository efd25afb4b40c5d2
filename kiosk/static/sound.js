// The page's loudspeaker: plays wavs through a volume and a limiter; the box's own loudspeaker is asked over HTTP.
import { post } from "./server.js";

const NORMAL = 0.5; // room to grow: +12 dB is four times this, and the limiter rounds what exceeds full scale
let context;
let volume;
let decibels = 0;
let playing;
let plays = 0; // changes with everything that is said or silenced
let ear = ""; // the handset through which everything goes, by the browser's name; empty: the loudspeaker
let routed = Promise.resolve(true); // whether what `ear` names is reached
const loaded = new Map();

function open() {
  if (context) return context;
  context = new AudioContext();
  context.onerror = () => ear && lost();
  volume = context.createGain();
  const limiter = new DynamicsCompressorNode(context, { threshold: -4, knee: 4, ratio: 20, attack: 0.002, release: 0.15 });
  volume.connect(limiter).connect(context.destination);
  setDecibels(decibels);
  return context;
}

export function setDecibels(value) {
  decibels = value;
  if (volume) volume.gain.value = NORMAL * 10 ** (value / 20);
}

// from now on everything goes to that loudspeaker and nowhere else: what it cannot reach is not said at all
export function through(label = "") {
  if (label === ear) return routed;
  silence();
  ear = label;
  routed = reach(label);
  return routed;
}

async function reach(label) {
  if (!label && !context) return true;
  const sink = label ? (await named(label))?.deviceId : "";
  try {
    if (sink === undefined) throw new Error(`no loudspeaker is called ${label}`);
    await open().setSinkId(sink);
    return true;
  } catch {
    return label ? lost() : anew();
  }
}

function lost() {
  silence();
  routed = Promise.resolve(false);
  document.dispatchEvent(new Event("handsetgone"));
  return false;
}

// the way back to the usual loudspeaker is never barred
function anew() {
  context.close();
  context = undefined;
  return true;
}

// a device came or went: not a sound until it is known that the handset is still there
async function changed() {
  if (!ear) return;
  if (volume) volume.gain.value = 0;
  if (await named(ear)) setDecibels(decibels);
  else if (ear) lost();
}
navigator.mediaDevices?.addEventListener("devicechange", changed);

const devices = () => navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
const named = async (label) => (await loudspeakers()).find((each) => each.label === label);
const usual = ({ deviceId }) => ["", "default", "communications"].includes(deviceId);

// what a browser that may use the microphone tells of the loudspeakers beside the usual one
export async function loudspeakers() {
  return (await devices()).filter((each) => each.kind === "audiooutput" && each.label && !usual(each));
}

// the microphone of the very handset that is spoken through; undefined where there is none
export async function mouthpiece() {
  const group = ear && (await named(ear))?.groupId;
  if (!group) return undefined;
  return (await devices()).find((each) => each.kind === "audioinput" && each.groupId === group && !usual(each))?.deviceId;
}

export const gain = () => volume?.gain.value;

// browsers stay silent until somebody touches the page; true once sound can be heard
export async function awake() {
  if (onBox()) return true;
  open();
  if (context.state === "running") return true;
  await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))]);
  return context.state === "running";
}

export const onBox = () => document.body.dataset.loudspeaker === "box";

export function load(url) {
  if (onBox()) return Promise.resolve(url);
  if (!loaded.has(url)) {
    if (loaded.size > 60) loaded.delete(loaded.keys().next().value);
    const sound = fetch(url).then(async (response) => {
      if (!response.ok) throw new Error(`no sound at ${url}`);
      return open().decodeAudioData(await response.arrayBuffer());
    });
    sound.catch(() => loaded.delete(url));
    loaded.set(url, sound);
  }
  return loaded.get(url);
}

export function forget() {
  loaded.clear();
}

// what somebody records anew has the same address as what it replaces
export function forgetOwn() {
  for (const each of loaded.keys()) if (each.startsWith("/own/")) loaded.delete(each);
}

// what is held in memory just now, for whoever checks that it was forgotten
export const kept = () => [...loaded.keys()];

// plays to the end, or until silence() is called
export async function play(sound) {
  if (sound instanceof HTMLVideoElement) return playFilm(sound);
  if (onBox()) return playOnBox(sound);
  silence();
  const mine = plays;
  if (!(await routed)) throw new Error("the handset is gone");
  if (mine !== plays) return;
  const source = new AudioBufferSourceNode(open(), { buffer: sound });
  source.connect(volume);
  playing = source;
  await new Promise((done) => {
    source.onended = done;
    source.start();
  });
  if (playing === source) playing = undefined;
}

const voices = new WeakMap(); // a film's sound goes through the same volume, and can be led there once only

async function playFilm(film) {
  silence();
  if (!voices.has(film)) {
    const source = new MediaElementAudioSourceNode(open(), { mediaElement: film });
    source.connect(new GainNode(context, { gain: 1 / NORMAL })).connect(volume);
    voices.set(film, source);
  }
  const mine = { stop: () => film.pause() };
  playing = mine;
  film.currentTime = 0;
  await new Promise((done, fail) => {
    film.onended = film.onpause = done;
    film.onerror = fail;
    film.play().catch(fail);
  });
  if (playing === mine) playing = undefined;
}

// somebody's voice in a call goes the same way, so that louder and softer work for it; what stops it again
export function carry(stream) {
  if (onBox()) return undefined;
  const source = new MediaStreamAudioSourceNode(open(), { mediaStream: stream });
  const full = new GainNode(context, { gain: 1 / NORMAL });
  source.connect(full).connect(volume);
  return () => source.disconnect();
}

async function playOnBox(url) {
  const own = url.match(/^\/own\/(\w+)\.wav$/);
  const said = url.match(/^\/say\/(\w+)\.wav$/);
  playing = url;
  const answer = await post("/box/say", own ? { own: own[1] } : { name: said[1] });
  playing = undefined;
  if (answer.status >= 400) throw new Error(`the box could not say ${url}`);
}

export function silence() {
  plays += 1;
  if (!playing) return;
  if (playing.stop) playing.stop();
  else post("/box/hush");
  playing = undefined;
}

// a short soft tone that answers the finger at once, before anything else can
export function tone(kind = "touch") {
  if (!open() || context.state !== "running") return;
  const notes = { touch: [660], listen: [523, 784], done: [784, 523] }[kind];
  notes.forEach((frequency, place) => {
    const start = context.currentTime + place * 0.09;
    const envelope = new GainNode(context, { gain: 0 });
    const note = new OscillatorNode(context, { frequency, type: "sine" });
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(0.22, start + 0.008);
    envelope.gain.exponentialRampToValueAtTime(0.001, start + 0.11);
    note.connect(envelope).connect(context.destination);
    note.start(start);
    note.stop(start + 0.12);
  });
}
