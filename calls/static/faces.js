// The faces of a circle as tiles: a name under each, a hand that is up, whoever has the word, whoever is hushed.
import { heard } from "./gathering.js";

export class Faces {
  // `carry` takes a voice to another loudspeaker than the video's own and gives what stops it; `acts` draws buttons
  constructor({ carry = () => undefined, acts = () => undefined } = {}) {
    Object.assign(this, { carry, acts, tiles: new Map(), voices: new Map(), place: undefined, told: undefined });
  }

  // the element may have been drawn anew: the tiles move into it
  dress(place) {
    if (this.place === place) return;
    this.place = place;
    place.replaceChildren(...this.tiles.values());
    for (const each of place.querySelectorAll("video")) if (each.srcObject) each.play().catch(() => undefined);
    this.count();
  }

  own(stream) {
    const tile = this.tile("");
    tile.classList.add("own");
    tile.querySelector(".name").textContent = this.place?.dataset.you ?? "";
    this.show(tile, stream);
    tile.querySelector("video").muted = true;
  }

  face(party, stream) {
    this.show(this.tile(party), stream);
    this.hear(party);
  }

  gone(party) {
    this.voices.get(party)?.();
    this.voices.delete(party);
    const tile = this.tiles.get(party);
    if (tile) tile.querySelector("video").srcObject = null;
  }

  // everybody who is inside, and the floor
  people({ people, floor, me }) {
    this.told = { floor, me };
    for (const party of [...this.tiles.keys()]) {
      if (party === "" || people.some(({ key }) => key === party)) continue;
      this.gone(party);
      this.tiles.get(party).remove();
      this.tiles.delete(party);
    }
    for (const each of people) this.tile(each.key).querySelector(".name").textContent = each.name;
    for (const [party, tile] of this.tiles) this.mark(tile, party || me, floor);
    for (const { key } of people) this.hear(key);
    this.count();
  }

  clear() {
    for (const stop of this.voices.values()) stop?.();
    for (const each of this.tiles.values()) each.remove();
    this.voices.clear();
    this.tiles.clear();
    this.place = this.told = undefined;
  }

  tile(party) {
    const known = this.tiles.get(party);
    if (known) return known;
    const tile = document.createElement("figure");
    tile.dataset.party = party;
    const video = document.createElement("video");
    Object.assign(video, { autoplay: true, playsInline: true, muted: true });
    const caption = document.createElement("figcaption");
    caption.append(...["name", "signs"].map((each) => Object.assign(document.createElement("span"), { className: each })));
    tile.append(video, caption);
    this.tiles.set(party, tile);
    this.place?.append(tile);
    this.count();
    return tile;
  }

  show(tile, stream) {
    const video = tile.querySelector("video");
    if (video.srcObject !== stream) video.srcObject = stream;
    video.play().catch(() => undefined);
  }

  mark(tile, party, floor) {
    const signs = { hand: floor.hands.includes(party), word: floor.in_turn && floor.word === party, hushed: !heard(floor, party) };
    const sign = tile.querySelector(".signs");
    sign.replaceChildren();
    for (const [name, on] of Object.entries(signs)) {
      tile.classList.toggle(name, on);
      if (on) sign.append(Object.assign(new Image(), { src: this.place.dataset[name], alt: "" }));
    }
    this.acts(tile, party, signs);
  }

  // one voice each, and only of those who may be heard
  hear(party) {
    const video = this.tiles.get(party)?.querySelector("video");
    if (!video?.srcObject || !this.told) return;
    const may = heard(this.told.floor, party);
    if (!may) {
      this.voices.get(party)?.();
      this.voices.delete(party);
      video.muted = true;
      return;
    }
    if (!this.voices.has(party) && video.srcObject.getAudioTracks().length) this.voices.set(party, this.carry(video.srcObject));
    video.muted = Boolean(this.voices.get(party));
  }

  count() {
    if (this.place) this.place.dataset.count = String(this.tiles.size);
  }
}
