// Runs beside the page: gathers samples into pieces and turns them into 16-bit integers.
class Pieces extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    this.piece = new Int16Array(processorOptions.samples);
    this.filled = 0;
    this.port.onmessage = () => {
      this.send();
      this.port.postMessage("flushed");
    };
  }

  process([input]) {
    for (const sample of input[0] ?? []) {
      this.piece[this.filled] = Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
      this.filled += 1;
      if (this.filled === this.piece.length) this.send();
    }
    return true;
  }

  send() {
    if (!this.filled) return;
    const piece = this.piece.slice(0, this.filled).buffer;
    this.port.postMessage(piece, [piece]);
    this.filled = 0;
  }
}

registerProcessor("pieces", Pieces);
