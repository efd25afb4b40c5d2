// Samples as they are sent and kept: 16-bit integers of one channel, and the same as a wav file.

// pieces of samples between -1 and 1, one after the other
export function integersOf(...pieces) {
  const found = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    for (const sample of piece) {
      found[at] = Math.max(-32768, Math.min(32767, Math.round(sample * 32767)));
      at += 1;
    }
  }
  return found;
}

// `integers`: an Int16Array or its buffer; `rate`: samples a second
export function wavOf(integers, rate) {
  const view = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => [...letters].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + integers.byteLength, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, integers.byteLength, true);
  return new Blob([view.buffer, integers], { type: "audio/wav" });
}
