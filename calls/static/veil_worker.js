// Tells a person from the wall behind: one small picture in, one mask out. Engine and model come from this station.
const FOLDER = "/call/backdrop/";
let model;

async function load() {
  importScripts(`${FOLDER}tflite.js`);
  model = await self.createTwilioTFLiteSIMDModule({ locateFile: () => `${FOLDER}tflite.wasm` });
  const answer = await fetch(`${FOLDER}person.tflite`);
  const weights = new Uint8Array(await answer.arrayBuffer());
  model.HEAPU8.set(weights, model._getModelBufferMemoryOffset());
  if (!answer.ok || model._loadModel(weights.length) !== 0) throw new Error("no model");
}

// alpha of each pixel, 0 to 255: what is doubtful counts as wall
function maskOf(pixels) {
  const count = pixels.length / 4;
  const into = model._getInputMemoryOffset() / 4;
  for (let at = 0; at < count; at += 1) {
    for (let colour = 0; colour < 3; colour += 1) model.HEAPF32[into + at * 3 + colour] = pixels[at * 4 + colour] / 255;
  }
  model._runInference();
  const from = model._getOutputMemoryOffset() / 4;
  return Uint8ClampedArray.from({ length: count }, (_, at) => (model.HEAPF32[from + at] - 0.55) * 640);
}

const loading = load().then(() => postMessage({ ready: true }), () => postMessage({ failed: true }));

addEventListener("message", async ({ data }) => {
  await loading;
  const begun = performance.now();
  const mask = maskOf(new Uint8ClampedArray(data.pixels));
  postMessage({ mask: mask.buffer, took: performance.now() - begun }, [mask.buffer]);
});
