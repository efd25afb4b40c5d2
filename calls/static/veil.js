// Hides what is behind somebody: the person before a plain wall, ten pictures a second. Until the first mask is there only the
// wall is seen; where masks come too slowly or not at all, a picture so coarse that nothing can be made out. Never the room.
const PAUSE = 100; // milliseconds between two pictures
const SMALL = [256, 144]; // what the model looks at
const COARSE = [10, 8];
// milliseconds for one mask, and how many slower ones in a row are too many
export const PATIENCE = { slow: 300, often: 4 };
const WALL = "#e6dcc8";

export class Veil {
  // `camera`: a video track, which stays the caller's; `track` is what may be shown
  constructor(camera) {
    this.camera = camera.clone();
    this.camera.enabled = true;
    this.slow = 0;
    this.way = "wall"; // then "person" or "coarse"
    this.video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
    this.video.srcObject = new MediaStream([this.camera]);
    this.video.play().catch(() => undefined);
    this.picture = canvas(640, 480);
    this.frame = canvas(640, 480);
    this.small = canvas(...SMALL, { willReadFrequently: true });
    this.tiny = canvas(...COARSE);
    this.wall();
    [this.track] = this.picture.canvas.captureStream(1000 / PAUSE).getVideoTracks();
    this.load();
    this.timer = setInterval(() => this.step(), PAUSE);
  }

  load() {
    this.worker = new Worker("/call/static/veil_worker.js");
    this.worker.addEventListener("error", () => this.giveUp());
    this.worker.addEventListener("message", ({ data }) => {
      if (data.failed) this.giveUp();
      else if (data.ready) this.ready = true;
      else this.masked(data);
    });
  }

  giveUp() {
    this.worker?.terminate();
    this.worker = undefined;
    this.way = "coarse";
  }

  step() {
    if (this.video.readyState < 2) return;
    if (this.way === "coarse") this.coarse();
    if (this.way === "wall") this.wall();
    if (!this.worker || !this.ready || this.asked) {
      // a mask that never comes is a slow one
      if (this.asked && performance.now() - this.asked > PATIENCE.slow * PATIENCE.often * 2) this.giveUp();
      return;
    }
    this.size();
    whole(this.frame, this.video);
    whole(this.small, this.video);
    this.asked = performance.now();
    const { buffer } = this.small.getImageData(0, 0, ...SMALL).data;
    this.worker.postMessage({ pixels: buffer }, [buffer]);
  }

  // the mask belongs to the frame that is kept with it: a quick move shows nothing
  masked({ mask, took }) {
    this.asked = 0;
    this.slow = took > PATIENCE.slow ? this.slow + 1 : 0;
    if (this.slow >= PATIENCE.often) return this.giveUp();
    this.way = "person";
    const { picture } = this;
    const alpha = new Uint8ClampedArray(mask.byteLength * 4);
    new Uint8ClampedArray(mask).forEach((each, at) => { alpha[at * 4 + 3] = each; });
    this.small.putImageData(new ImageData(alpha, ...SMALL), 0, 0);
    picture.globalCompositeOperation = "copy";
    whole(picture, this.small.canvas);
    picture.globalCompositeOperation = "source-in";
    whole(picture, this.frame.canvas);
    picture.globalCompositeOperation = "destination-over";
    return this.wall();
  }

  coarse() {
    this.size();
    this.picture.globalCompositeOperation = "copy";
    whole(this.tiny, this.video);
    whole(this.picture, this.tiny.canvas);
  }

  wall() {
    const { width, height } = this.picture.canvas;
    this.picture.fillStyle = WALL;
    this.picture.fillRect(0, 0, width, height);
  }

  // a telephone that is turned has another picture
  size() {
    const { videoWidth: width, videoHeight: height } = this.video;
    for (const { canvas: each } of [this.picture, this.frame]) {
      if (each.width !== width || each.height !== height) Object.assign(each, { width, height });
    }
  }

  stop() {
    clearInterval(this.timer);
    this.giveUp();
    this.camera.stop();
    this.track.stop();
    this.video.srcObject = null;
  }
}

const canvas = (width, height, how) => Object.assign(document.createElement("canvas"), { width, height }).getContext("2d", how);
const whole = (context, source) => context.drawImage(source, 0, 0, context.canvas.width, context.canvas.height);
