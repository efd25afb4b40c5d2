// The hall of a circle: goes in, shows everybody, and does what whoever leads decides.
import { Faces } from "/call/static/faces.js";
import { Gathering, heard } from "/call/static/gathering.js";
import { engaged, withLine } from "./calls.js";

const hall = document.querySelector(".hall");
const [door, inside, place] = [".door", ".inside", ".faces"].map((each) => hall.querySelector(each));
const token = document.querySelector("meta[name=form-token]").content;
const faces = new Faces({ acts: buttons });
let gathering;
let told; // the floor as it was told last

withLine((line) => {
  gathering = new Gathering(line);
  gathering.addEventListener("state", ({ detail }) => changed(detail));
  gathering.addEventListener("own", ({ detail }) => faces.own(detail.stream));
  gathering.addEventListener("face", ({ detail }) => faces.face(detail.party, detail.stream));
  gathering.addEventListener("gone", ({ detail }) => faces.gone(detail.party));
  gathering.addEventListener("people", ({ detail }) => {
    told = detail.floor;
    faces.people(detail);
    inside.querySelector(".nobody").hidden = detail.people.length > 0;
    press("in_turn", told.in_turn);
    press("freely", !told.in_turn);
  });
  gathering.addEventListener("unheard", ({ detail }) => {
    const silenced = told && !heard(told, gathering.me);
    inside.querySelector(".unheard").hidden = !detail.quiet || silenced || gathering.silent_by_choice;
  });
  gathering.addEventListener("held", ({ detail }) => { inside.querySelector(".held").hidden = !detail.on; });
  gathering.addEventListener("trouble", ({ detail }) => { hall.dataset.trouble = detail.cause; });
});

function changed({ state, why }) {
  hall.dataset.state = state;
  door.hidden = state !== "idle";
  inside.hidden = state === "idle";
  if (state === "calling") faces.dress(place);
  engaged(state === "talking");
  if (state !== "idle") return;
  faces.clear();
  for (const each of inside.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", "false");
  const words = hall.querySelector(`template[data-why="${hall.dataset.trouble || why}"]`) ?? hall.querySelector('template[data-why="lost"]');
  delete hall.dataset.trouble;
  door.querySelector(".how").textContent = why === "elsewhere" ? "" : words.content.textContent;
}

async function post(path, fields = {}) {
  const headers = { Accept: "application/json", "X-Form-Token": token };
  const response = await fetch(`/circles/${hall.dataset.circle}/${path}`, { method: "POST", body: new URLSearchParams(fields), headers });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(), answer);
  return answer;
}

const lead = (act, party = "") => post("lead", { act, party }).catch(() => undefined);
const press = (act, on) => inside.querySelector(`[data-act="${act}"]`).setAttribute("aria-pressed", String(on));

function toggle(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  return on;
}

const acts = {
  join: () => gathering?.join(() => post("start")),
  leave: () => gathering.hangUp(),
  finish: () => post("finish").then(() => gathering?.state === "idle" && location.reload(), () => location.reload()),
  my_mute: (button) => gathering.hush(toggle(button)),
  camera: (button) => {
    const off = toggle(button);
    for (const each of gathering.own.getVideoTracks()) each.enabled = !off;
  },
};

hall.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const { act, party } = button.dataset;
  if (acts[act]) acts[act](button);
  else lead(act, party);
});

// under everybody else's face: hushed or not, the word given or taken
function buttons(tile, party, { word }) {
  if (tile.classList.contains("own")) return;
  const wanted = [told.hushed.includes(party) ? "unmute" : "mute", word ? "take_word" : "word"];
  let row = tile.querySelector(".tile-acts");
  if (row?.dataset.wanted === wanted.join()) return;
  if (!row) {
    row = Object.assign(document.createElement("div"), { className: "tile-acts" });
    tile.append(row);
  }
  row.dataset.wanted = wanted.join();
  row.replaceChildren(...wanted.map((act) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: place.getAttribute(`data-say-${act}`) });
    Object.assign(button.dataset, { act, party });
    return button;
  }));
}
