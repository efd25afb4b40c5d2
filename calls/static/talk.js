// Browsers of one call find each other and see each other: one connection for each other party; draws nothing.
const GATHER = 2000; // milliseconds to wait for the last way; on a LAN all are there at once
const LOST = 3000; // without media or a way for so long the other one counts as lost

// `line` carries messages, `ways` is the configuration of RTCPeerConnection; events: "face" {party, stream},
// "way" {party, state}, "lost" {party}
export class Talk extends EventTarget {
  constructor(line, call, ways) {
    super();
    Object.assign(this, { line, call, ways, others: new Map(), media: undefined, share: undefined, over: false });
  }

  // the camera and microphone of this side, as soon as it may be seen and heard
  async show(media) {
    this.media = media;
    for (const other of this.others.values()) await put(other.connection, media);
  }

  // how much of the picture is sent, as encodings of an RTCRtpSender say it
  async pace(share) {
    if (this.share === share) return;
    this.share = share;
    for (const other of this.others.values()) await slim(other.connection, share);
  }

  // whoever comes in, or is rung, makes the offer
  async reach(party) {
    const other = this.other(party);
    for (const kind of ["audio", "video"]) other.connection.addTransceiver(kind, { direction: "sendrecv" });
    if (this.media) await put(other.connection, this.media);
    await slim(other.connection, this.share);
    await other.connection.setLocalDescription(await other.connection.createOffer());
    await gathered(other.connection);
    return this.send(party, "offer", other.connection.localDescription.sdp, other.offer);
  }

  // what is no description harms nothing: a connection that stands is let go only for one that was understood
  async take({ from, kind, body }) {
    if (this.over) return;
    if (kind === "bye") return this.drop(from);
    try {
      const { sdp, offer } = JSON.parse(body);
      await (kind === "offer" ? this.offered(from, sdp, offer) : this.answered(from, sdp, offer));
    } catch (error) {
      console.warn(`a message of ${from} was not understood: ${error.message}`);
    }
  }

  async offered(from, sdp, offer) {
    const other = this.made(from);
    const { connection } = other;
    try {
      await connection.setRemoteDescription({ type: "offer", sdp });
    } catch (error) {
      connection.close();
      throw error;
    }
    if (this.over) return connection.close();
    this.drop(from);
    this.others.set(from, other);
    for (const each of connection.getTransceivers()) each.direction = "sendrecv";
    if (this.media) await put(connection, this.media);
    await slim(connection, this.share);
    await connection.setLocalDescription(await connection.createAnswer());
    await gathered(connection);
    return this.send(from, "answer", connection.localDescription.sdp, offer);
  }

  // an answer to what an earlier page of this browser offered is none to us
  async answered(from, sdp, offer) {
    const waiting = this.others.get(from);
    if (waiting?.offer !== offer || waiting.connection.signalingState !== "have-local-offer") return;
    await waiting.connection.setRemoteDescription({ type: "answer", sdp });
  }

  drop(party) {
    const other = this.others.get(party);
    if (!other) return;
    clearTimeout(other.losing);
    other.connection.close();
    this.others.delete(party);
  }

  close() {
    this.over = true;
    for (const party of [...this.others.keys()]) this.drop(party);
    this.media?.getTracks().forEach((track) => track.stop());
  }

  // `offer`: the name of what is offered, which its answer repeats
  send(party, kind, sdp, offer) {
    return this.line.signal(this.call, party, kind, JSON.stringify({ sdp, offer })).catch(() => undefined);
  }

  other(party) {
    const known = this.others.get(party);
    if (known) return known;
    const other = this.made(party);
    this.others.set(party, other);
    return other;
  }

  made(party) {
    const connection = new RTCPeerConnection(this.ways);
    const other = { connection, offer: crypto.randomUUID(), stream: new MediaStream(), losing: undefined };
    connection.addEventListener("track", ({ track }) => {
      other.stream.addTrack(track);
      this.tell("face", { party, stream: other.stream });
    });
    connection.addEventListener("connectionstatechange", () => this.way(party, other));
    return other;
  }

  way(party, other) {
    if (this.others.get(party) !== other) return; // another one stands in its place
    const state = other.connection.connectionState;
    clearTimeout(other.losing);
    this.tell("way", { party, state });
    if (state === "failed") this.tell("lost", { party });
    if (state === "disconnected") other.losing = setTimeout(() => this.tell("lost", { party }), LOST);
  }

  tell(kind, detail) {
    if (!this.over) this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}

async function put(connection, media) {
  for (const each of connection.getTransceivers()) {
    const track = media.getTracks().find((one) => one.kind === each.receiver.track.kind);
    if (track && each.sender.track !== track) await each.sender.replaceTrack(track);
  }
}

async function slim(connection, share) {
  if (!share || connection.signalingState === "closed") return;
  for (const { sender } of connection.getTransceivers().filter(({ receiver }) => receiver.track.kind === "video")) {
    const wish = sender.getParameters();
    for (const each of wish.encodings ?? []) Object.assign(each, share);
    if (wish.encodings?.length) await sender.setParameters(wish).catch(() => undefined);
  }
}

function gathered(connection) {
  if (connection.iceGatheringState === "complete") return undefined;
  return new Promise((done) => {
    setTimeout(done, GATHER);
    connection.addEventListener("icegatheringstatechange", () => connection.iceGatheringState === "complete" && done());
  });
}
