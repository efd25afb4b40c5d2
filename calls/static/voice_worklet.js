// Runs beside the page: gathers samples into pieces of about a fifth of a second, at the microphone's own rate.
const PIECE = 8192;

class Voice extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Float32Array(PIECE);
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
      if (this.filled === PIECE) this.send();
    }
    return true;
  }

  send() {
    if (this.filled) this.port.postMessage(this.piece.slice(0, this.filled));
    this.filled = 0;
  }
}

registerProcessor("voice", Voice);
