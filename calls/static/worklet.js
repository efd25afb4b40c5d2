// Runs beside the page: gathers samples into pieces, at the rate of the page's own AudioContext. Every page that records
// uses it: letters, the panel's sentences, the touchscreen's ear.
const PIECE = 2400;

class Pieces extends AudioWorkletProcessor {
  // `samples`: of one piece
  constructor({ processorOptions }) {
    super();
    this.piece = new Float32Array(processorOptions?.samples ?? PIECE);
    this.filled = 0;
    this.port.onmessage = () => {
      this.send();
      this.port.postMessage("flushed");
    };
  }

  process([input]) {
    for (const sample of input[0] ?? []) {
      this.piece[this.filled] = sample;
      this.filled += 1;
      if (this.filled === this.piece.length) this.send();
    }
    return true;
  }

  send() {
    if (this.filled) this.port.postMessage(this.piece.slice(0, this.filled));
    this.filled = 0;
  }
}

registerProcessor("pieces", Pieces);
