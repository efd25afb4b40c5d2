// An answer in the worker's own voice: recorded, heard, and only then sent.
import { makeRecorder } from './recorder.js';

const box = document.getElementById('spoken');
const token = document.querySelector('meta[name="form-token"]').content;
const sound = new Audio();

async function send(address, wav) {
  const headers = { Accept: 'application/json', 'Content-Type': 'audio/wav', 'X-Form-Token': token };
  const answer = await fetch(address, { method: 'POST', body: wav, headers });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.advice);
  return told;
}

if (box) makeRecorder(box, box.dataset, send, (address) => { sound.src = address; sound.play().catch(() => {}); });
