// The page's wire to the exchange: fetches news by short polls, sends what was decided; draws nothing.
const IDLE = 1000; // milliseconds between two polls while nothing happens
const TALKING = 500; // a link that is taken back ends the call within a second
const BRISK = 150; // while something rings or two browsers find each other
const BRISK_FOR = 4000;
const GONE = 4000; // without an answer for so long the line counts as gone
const LOOK = 250; // milliseconds between two looks whether it is

export class Line extends EventTarget {
  // `fields` go with everything that is sent, e.g. a form token
  constructor(fields = {}) {
    super();
    this.fields = fields;
    this.after = 0;
    this.life = "";
    this.call = "";
    this.brisk_until = 0;
    this.heard = this.looked = performance.now();
    this.over = false;
    this.gone = false;
  }

  // events: every kind of calls.party.Kind, with detail {call, ...told}; "gone" and "back" for the wire itself
  async run() {
    const looking = setInterval(() => this.look(), LOOK);
    while (!this.over) {
      await this.poll();
      const brisk = performance.now() < this.brisk_until;
      await new Promise((done) => { this.wake = done; setTimeout(done, brisk ? BRISK : this.call ? TALKING : IDLE); });
    }
    clearInterval(looking);
  }

  hurry() {
    this.brisk_until = performance.now() + BRISK_FOR;
    this.wake?.();
  }

  stop() {
    this.over = true;
    this.wake?.();
  }

  async poll() {
    const limit = AbortSignal.timeout(2500);
    try {
      const url = `/call/news?after=${this.after}&life=${this.life}`;
      const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", signal: limit });
      if (response.status === 403 || response.status === 401) return this.tell("refused", {});
      if (!response.ok) throw new Error(String(response.status));
      const news = await response.json();
      if (!this.over) this.take(news); // who let go of the line meanwhile rings no more
    } catch {
      this.silent();
    }
    return undefined;
  }

  // time in which this page itself stood still, because the machine is busy or slept, is no silence of the station
  look() {
    const now = performance.now();
    const late = now - this.looked - LOOK;
    if (late > LOOK) this.heard = Math.min(now, this.heard + late);
    this.looked = now;
    this.silent();
  }

  silent() {
    if (this.gone || performance.now() - this.heard <= GONE) return;
    this.gone = true;
    this.tell("gone", {});
  }

  take(news) {
    this.heard = performance.now();
    if (this.gone) {
      this.gone = false;
      this.tell("back", {});
    }
    if (news.life !== this.life) this.after = 0; // the exchange was started anew: its numbers begin again
    this.life = news.life;
    this.call = news.call;
    for (const each of news.events) {
      if (each.number <= this.after) continue;
      this.after = each.number;
      if (["ring", "calling", "joined", "signal", "hands"].includes(each.kind)) this.brisk_until = performance.now() + BRISK_FOR;
      this.tell(each.kind, { call: each.call, ...each.told });
    }
    this.tell("news", { call: news.call, ringing: news.ringing, circles: news.circles ?? [] });
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  async post(path, fields = {}) {
    const headers = { Accept: "application/json" };
    const body = new URLSearchParams({ ...this.fields, ...fields });
    const response = await fetch(`/call/${path}`, { method: "POST", body, headers, cache: "no-store" });
    const told = await response.json().catch(() => ({}));
    if (!response.ok) throw Object.assign(new Error(told.error ?? "refused"), told, { status: response.status });
    return told;
  }

  // while the page is going away
  farewell(path) {
    navigator.sendBeacon(`/call/${path}`, new URLSearchParams(this.fields));
  }

  signal(call, to, kind, body) {
    return this.post(`${call}/signal`, { to, kind, body });
  }

  async ways() {
    const response = await fetch("/call/ice", { headers: { Accept: "application/json" }, cache: "no-store" });
    return response.ok ? response.json() : { iceServers: [] };
  }
}
