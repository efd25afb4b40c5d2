// The installer's page: which loudspeaker is the telephone handset's, and which keys its cradle sends.
import { post } from "./server.js";
import { awake, load, loudspeakers, play, through } from "./sound.js";
import { hush, say } from "./speech.js";

const card = document.querySelector('[data-part="handset"]');
const part = (name) => card.querySelector(`[data-handset="${name}"]`);
const usual = document.body.dataset.loudspeaker;
let chosen = ""; // the label that rings just now
let keys; // what the cradle has sent so far, while it is listened to

const acts = { find, none, rings: ring, right, wrong: find, keyless: () => learn([]) };

card.addEventListener("click", (event) => {
  const button = event.target.closest("[data-handset-do]");
  if (button) acts[button.dataset.handsetDo](button);
});

document.addEventListener("keydown", (event) => {
  if (!keys || event.repeat) return;
  event.preventDefault();
  keys.push(event.code || event.key);
  if (keys.length === 2) learn(keys);
});

function show(name, told = "") {
  for (const each of card.querySelectorAll("[data-handset]")) each.hidden = each.dataset.handset !== name;
  for (const each of card.querySelectorAll(".told")) each.hidden = each.dataset.told !== told;
  const line = card.querySelector(".told:not([hidden])") ?? part(name)?.querySelector(".line");
  return line ? say([line]) : undefined;
}

// the names are told only to a page that may use the microphone
async function find() {
  await loud();
  const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined);
  const found = stream ? await loudspeakers() : [];
  stream?.getTracks().forEach((track) => track.stop());
  part("list").querySelector(".list").replaceChildren(...found.map(({ label }) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "answer", textContent: label });
    Object.assign(button.dataset, { handsetDo: "rings", label });
    return button;
  }));
  show("list", found.length ? "" : "doctor.handset.not_found");
}

async function ring(button) {
  hush();
  chosen = button.dataset.label;
  await awake();
  document.body.dataset.loudspeaker = "browser";
  const reached = await through(chosen);
  if (reached) await play(await load("/doctor/bell.wav")).catch(() => undefined);
  await loud();
  show(reached ? "asked" : "list", reached ? "" : "doctor.handset.not_found");
}

// what this page says is for everybody
async function loud() {
  keys = undefined;
  await through("");
  document.body.dataset.loudspeaker = usual;
}

async function right() {
  await keep({ label: chosen });
  keys = [];
  show("cradle");
}

async function learn([lifted = "", hung_up = ""]) {
  keys = undefined;
  await keep({ label: chosen, lifted, hung_up });
  show("", lifted ? "doctor.handset.with_key" : "doctor.handset.kept");
}

async function none() {
  await loud();
  await keep({});
  show("", "doctor.handset.off");
}

async function keep(fields) {
  await post("/doctor/handset", fields);
  card.querySelector(".now").textContent = [fields.label, fields.lifted, fields.hung_up].filter(Boolean).join(" · ");
}
