// One side of a call from the first ring to the last word: joins wire, camera and connections; draws nothing.
import { openMedia, watchLevel } from "./media.js";
import { Talk } from "./talk.js";
import { Veil } from "./veil.js";

const SILENT = -60; // dBFS: a microphone that hears nothing at all
const SILENT_FOR = 5000;
const IMPATIENT = 8000; // milliseconds in which two browsers have to find each other

// state: idle, calling, ringing, talking. Events: "state" {state, why, name, picture}, "face" {party, stream},
// "gone" {party}, "own" {stream}, "unheard" {quiet}, "trouble" {cause}
export class Room extends EventTarget {
  constructor(line, { early = async () => true } = {}) {
    super();
    Object.assign(this, { line, early, state: "idle", call: "", people: new Map(), ended: "", talk: undefined, impatient: IMPATIENT, waits: new Map(), stopLevel: () => undefined });
    for (const kind of ["ring", "silent", "calling", "joined", "left", "signal", "over"]) {
      line.addEventListener(kind, ({ detail }) => this[kind](detail));
    }
    line.addEventListener("gone", () => this.cut());
    line.addEventListener("refused", () => this.end("revoked"));
    line.addEventListener("news", ({ detail }) => this.compare(detail));
    addEventListener("pagehide", () => this.leave());
  }

  // this side rings: `start` asks the app to ring and gives the call's name
  async begin(start) {
    if (this.state !== "idle") return;
    this.set("calling");
    const media = await this.media();
    if (!media || this.state !== "calling") return;
    try {
      this.call = (await start()).call;
    } catch (error) {
      this.end(error.why ? error.why : error.error === "AlreadyTalking" ? "busy" : error.error === "NobodyToCall" ? "nobody" : "lost");
      return;
    }
    if (this.state !== "calling") { // given up meanwhile
      await this.line.post(`${this.call}/hang_up`).catch(() => undefined);
      this.call = "";
      return;
    }
    await this.enter();
    await this.talk.show(this.shown);
    this.line.hurry();
  }

  async ring({ call, party, name, picture, circle, title }) {
    if (this.state !== "idle" || call === this.refused) return;
    this.call = call;
    this.caller = party;
    this.set("ringing", { name, picture, circle, title });
    if (circle) return; // whoever goes in makes the ways to all inside: gathering.js
    await this.enter();
    // the way is made while it rings, without our camera, so that both see each other at once
    if (await this.early()) await this.talk?.reach(party);
  }

  async answer() {
    if (this.state !== "ringing") return;
    const { call } = this;
    const answering = this.line.post(`${call}/answer`).catch((error) => ({ error }));
    const media = await this.media();
    if (!media || this.call !== call) return;
    const shown = this.talk?.show(this.shown); // the way is there already; whoever answered wants to be seen
    const [answered] = await Promise.all([answering, shown]);
    if (this.call !== call) return;
    if (answered.error) {
      this.end("lost");
      return;
    }
    for (const each of answered.inside) this.people.set(each.key, each);
    this.set("talking", this.people.get(this.caller));
    await this.talk.show(this.shown);
    for (const each of answered.inside) if (!this.talk.others.has(each.key)) await this.talk.reach(each.key);
    this.patience(this.caller);
    this.line.hurry();
  }

  // it rings no more here: somebody takes it up in another way
  quiet() {
    this.refused = this.call;
    this.end("elsewhere");
  }

  async decline() {
    this.refused = this.call;
    await this.line.post(`${this.call}/decline`).catch(() => undefined);
    this.end("declined");
  }

  async hangUp() {
    const { call } = this;
    this.end("hung_up");
    if (call) await this.line.post(`${call}/hang_up`).catch(() => undefined);
  }

  leave() {
    if (this.call && this.state !== "ringing") this.line.farewell(`${this.call}/hang_up`);
  }

  async enter() {
    const talk = new Talk(this.line, this.call, await this.line.ways());
    this.talk = talk;
    talk.addEventListener("face", ({ detail }) => this.tell("face", detail));
    talk.addEventListener("lost", ({ detail }) => this.lose(detail.party));
    talk.addEventListener("way", ({ detail }) => this.tell("way", detail));
  }

  there(party) {
    return this.people.has(party);
  }

  // how many there will be, for the size of the pictures
  expected() {
    return this.people.size + 2;
  }

  async media() {
    try {
      const stream = await openMedia(this.expected());
      if (this.state === "idle") { // given up while the browser asked
        for (const each of stream.getTracks()) each.stop();
        return undefined;
      }
      this.stream = stream;
      const shown = this.dressed();
      this.tell("own", { stream: shown });
      let quiet_since = performance.now();
      this.stopLevel();
      this.stopLevel = watchLevel(stream, (level) => {
        if (level > SILENT) quiet_since = performance.now();
        this.level(level);
        this.tell("unheard", { quiet: performance.now() - quiet_since > SILENT_FOR });
      });
      return shown;
    } catch (error) {
      this.tell("trouble", { cause: error.name === "NotAllowedError" ? "denied" : "none" });
      const { call } = this;
      if (call) this.line.post(`${call}/${this.state === "ringing" ? "decline" : "hang_up"}`).catch(() => undefined);
      this.end("trouble");
      return undefined;
    }
  }

  // dBFS of this side's microphone, four times a second
  level() {}

  calling({ call, party, name, picture }) {
    if (call === this.call || this.state === "calling") this.set("calling", { party, name, picture });
  }

  // what is behind this side's person: hidden from this very moment on, or seen again
  async hide(on) {
    if (Boolean(this.hidden) === on) return;
    this.hidden = on;
    if (!this.stream || this.state === "idle") return;
    const shown = this.dressed();
    this.tell("own", { stream: shown });
    await this.talk?.show(shown);
  }

  // what the other one may see: a camera that is hidden sends nothing by itself, not even while the tracks are changed
  dressed() {
    const [camera] = this.stream.getVideoTracks();
    const sent = this.veil?.track ?? camera;
    const on = sent?.enabled;
    this.veil?.stop();
    this.veil = undefined;
    this.shown = this.stream;
    if (!camera) return this.shown;
    camera.enabled = on && !this.hidden;
    if (this.hidden) {
      this.veil = new Veil(camera);
      this.veil.track.enabled = on;
      this.shown = new MediaStream([this.veil.track, ...this.stream.getAudioTracks()]);
    }
    return this.shown;
  }

  silent({ call }) {
    if (call === this.call && this.state === "ringing") this.end("missed");
  }

  joined({ call, party, name, picture }) {
    if (call !== this.call) return;
    this.people.set(party, { key: party, name, picture });
    this.set("talking", { party, name, picture });
    this.patience(party);
  }

  left({ call, party }) {
    if (call !== this.call) return;
    this.people.delete(party);
    this.talk?.drop(party);
    this.tell("gone", { party });
  }

  signal({ call, ...told }) {
    if (call === this.call) this.talk?.take(told);
  }

  over({ call, why }) {
    if (call === this.call) this.end(why);
  }

  // the station is silent
  cut() {
    this.end("lost");
  }

  // the exchange was started anew, or took us out: what we think is a call is none; and a page that was opened while it
  // rings has not heard the bell, one that was left behind not that it is over
  compare({ call, ringing }) {
    if (this.state === "idle" && call && call === this.ended) { // it was over here while the station could not be told
      this.ended = "";
      this.line.post(`${call}/hang_up`).catch(() => { this.ended = call; });
    }
    if (this.state === "idle" && ringing) this.ring(ringing);
    const other = this.call !== "" && call !== this.call;
    const lost = { talking: other, calling: other, ringing: other && !ringing }[this.state] ?? false;
    this.missing = lost ? (this.missing ?? 0) + 1 : 0;
    if (this.missing >= 2) this.end(this.state === "ringing" ? "missed" : "lost");
  }

  async lose(party) {
    if (this.people.size > 1) {
      this.talk.drop(party);
      this.tell("gone", { party });
      return;
    }
    const { call } = this;
    this.end("lost");
    await this.line.post(`${call}/hang_up`).catch(() => undefined);
  }

  patience(party) {
    const { call } = this;
    clearTimeout(this.waits.get(party));
    this.waits.set(party, setTimeout(() => {
      const state = this.talk?.others.get(party)?.connection.connectionState;
      if (this.call === call && this.state === "talking" && this.there(party) && state !== "connected") this.lose(party);
    }, this.impatient));
  }

  end(why) {
    if (this.state === "idle") return;
    this.stopLevel();
    this.talk?.close();
    this.talk = undefined;
    this.veil?.stop();
    this.veil = undefined;
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.people.clear();
    this.ended = why === "lost" ? this.call : "";
    this.call = "";
    this.missing = 0;
    this.set("idle", { why });
  }

  set(state, told = {}) {
    this.state = state;
    if (state !== "idle") this.ended = "";
    this.tell("state", { state, ...told });
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
