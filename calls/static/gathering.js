// One side of a circle: comes in, sees everybody who is in it or comes later, hears whoever may be heard; draws nothing.
import { SHARES } from "./media.js";
import { Room } from "./room.js";

const ASK_AGAIN = 2000; // milliseconds between two questions whether a circle has begun
const MANY = 4; // pictures are small from the beginning: who comes later makes nobody's camera start anew
const RETRY = 1500;
const HOLDS = 10000; // milliseconds for which a circle, whose pictures go on, waits for a station that is silent
const SETTLES = 6000;
const UNHURRIED = 25000; // milliseconds in which the mixer and a browser have to find each other: making it all anew costs more
const SPEAKS = -45; // dBFS above which a microphone hears somebody who speaks
const SPOKE = 4000; // milliseconds for which whoever spoke is still seen large
const MIXER = "mixer"; // where more than four are, everybody sends once to it, and it offers everybody else

// whoever leads is always heard; the others unless they are hushed, and in turn only whoever has the word
export const heard = (floor, party) => party === floor.lead
  || (!floor.hushed.includes(party) && (!floor.in_turn || party === floor.word));

// besides the events of a room: "people" {people, floor, me}, "held" {on} while the station is silent; states besides: waiting
export class Gathering extends Room {
  constructor(line) {
    super(line);
    this.floor = undefined;
    this.me = "";
    this.silenced = -SETTLES;
    this.spoke = -SPOKE;
    this.mixed = false;
    this.mending = new Set();
    line.addEventListener("hands", ({ detail }) => this.hands(detail));
    line.addEventListener("back", () => this.tell("held", { on: false }));
  }

  // `ask` comes in at the app: {call, inside, you, floor}, or {waiting: true} while it has not begun
  async join(ask) {
    if (this.state !== "idle") return;
    this.set("calling");
    const media = await this.media();
    if (!media) return;
    const come = this.state === "calling" ? await this.admitted(ask) : undefined;
    if (!come || this.state === "idle") {
      for (const each of media.getTracks()) each.stop();
      return;
    }
    Object.assign(this, { call: come.call, me: come.you, floor: come.floor, own: media, mixed: come.mixed });
    if (come.mixed) this.impatient = UNHURRIED;
    for (const each of come.inside) this.people.set(each.key, each);
    await this.enter();
    await this.talk.show(media);
    this.set("talking");
    this.changed();
    this.line.hurry();
    const others = come.inside.map(({ key }) => key);
    if (come.mixed) for (const each of others) this.patience(each); // the mixer offers them
    for (const each of come.mixed ? [MIXER] : others) {
      if (this.call !== come.call) return;
      await this.talk.reach(each);
      this.patience(each);
    }
    this.line.hurry();
  }

  async admitted(ask) {
    for (;;) {
      const come = await ask().catch((error) => error);
      if (this.state === "idle") { // given up meanwhile
        if (come.call) await this.line.post(`${come.call}/hang_up`).catch(() => undefined);
        return undefined;
      }
      if (come.call) return come;
      if (!come.waiting) {
        this.end(come.error ?? "lost");
        return undefined;
      }
      if (this.state !== "waiting") this.set("waiting");
      await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
    }
  }

  expected() {
    return MANY;
  }

  // a circle rings through the plain room; here only what concerns the one we are in
  async ring() {}

  joined({ call, party, name, picture }) {
    if (call !== this.call || !this.talk) return;
    this.talk.drop(party); // whoever comes again has nothing left of the connection before
    this.people.set(party, { key: party, name, picture });
    this.patience(party);
    this.changed();
  }

  left(detail) {
    super.left(detail);
    if (detail.call === this.call) this.changed();
  }

  hands({ call, ...floor }) {
    if (call !== this.call) return;
    this.floor = floor;
    this.changed();
  }

  // what this side sends, too: nobody is heard through a page that was tampered with, and nothing is sent in vain
  changed() {
    if (this.floor) for (const each of this.own.getAudioTracks()) each.enabled = heard(this.floor, this.me) && !this.silent_by_choice;
    this.tell("people", { people: [...this.people.values()], floor: this.floor, me: this.me });
    this.pace();
  }

  level(level) {
    if (level > SPEAKS) this.spoke = performance.now();
    this.pace();
  }

  // through the mixer everybody is sent to five others: whoever has the word or speaks large, the others small
  pace() {
    if (!this.mixed || !this.talk || !this.floor) return;
    const speaks = this.floor.word === this.me || performance.now() - this.spoke < SPOKE;
    this.talk.pace(speaks && heard(this.floor, this.me) ? SHARES.speaks : SHARES.listens);
  }

  // whoever may not be heard is not told to come closer, nor at once when that ends
  tell(kind, detail) {
    if (kind === "unheard" && this.floor) {
      if (this.silent_by_choice || !heard(this.floor, this.me)) this.silenced = performance.now();
      if (performance.now() - this.silenced < SETTLES) return super.tell(kind, { quiet: false });
    }
    return super.tell(kind, detail);
  }

  hush(silent) {
    this.silent_by_choice = silent;
    this.changed();
  }

  // a broken way is made anew, between two by one of them; the circle goes on for all
  async lose(party) {
    const { call } = this;
    const own = this.mixed && party === MIXER; // with the way to the mixer everybody is lost
    for (const each of own ? [...this.talk.others.keys()] : [party]) {
      this.talk.drop(each);
      this.tell("gone", { party: each });
    }
    if (this.mending.has(party) || (!this.mixed && this.me < party)) return;
    this.mending.add(party);
    await new Promise((done) => { setTimeout(done, RETRY); });
    this.mending.delete(party);
    if (this.call !== call || !this.there(party) || this.talk.others.has(party)) return;
    if (this.mixed && !own) await this.line.signal(call, party, "bye", "").catch(() => undefined); // it offers them again
    else await this.talk.reach(party);
    this.patience(party);
  }

  cut() {
    if (!this.call) return this.end("lost");
    const { call, line } = this;
    this.tell("held", { on: true });
    setTimeout(() => { if (this.call === call && line.gone) this.end("lost"); }, HOLDS);
    return undefined;
  }

  there(party) {
    return party === MIXER ? this.mixed : this.people.has(party);
  }

  end(why) {
    super.end(why);
    this.tell("held", { on: false });
    this.floor = undefined;
    this.silent_by_choice = false;
  }
}
