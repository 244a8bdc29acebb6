/**
 * Runs in a page before its own scripts: sends pictures that carry the time at which they were drawn and, if it has `sounds`,
 * a sound that never pauses, and writes down what is shown and heard of the others'. The product is not changed by it.
 */
export interface Probe {
  /**
   * By participant: when a picture was shown, and when it had been drawn, in ms since the epoch; and how many pictures the
   * element has shown since the one before (a busy page is not told of each), out of which track.
   */
  readonly pictures: Record<string, { shown: number; drawn: number; count: number; track: string }[]>;
  /** When the page could do nothing: for how long it was later than it wanted to be, and the end of it, ms since the epoch. */
  readonly stalls: { until: number; ms: number }[];
  /** When one's own pictures were drawn, ms since the epoch. */
  readonly draws: number[];
  /** Of all players together, every 10 ms of the sound card's time: loudness as it is heard (with the player's volume). */
  readonly sounds: { at: number; level: number }[];
}

declare global {
  interface Window {
    probe: Probe;
  }
  /** Chromium's own (mediacapture-transform of 2021). */
  const MediaStreamTrackGenerator: new (init: {
    kind: 'video';
  }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> };
}

export function installProbe(size: { width: number; height: number; frameRate: number }, sounds: boolean): void {
  const probe: Probe = { pictures: {}, stalls: [], draws: [], sounds: [] };
  window.probe = probe;
  const epoch = performance.timeOrigin;
  const columns = 8;
  const bits = 24;

  const pulseMs = 20;
  let pulse = performance.now();
  setInterval(() => {
    const now = performance.now();
    const late = now - pulse - pulseMs;
    pulse = now;
    if (late > pulseMs) probe.stalls.push({ until: epoch + now, ms: late });
  }, pulseMs);

  const reader = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (video: HTMLVideoElement): number | null => {
    if (!reader) return null;
    const { canvas } = reader;
    canvas.width = columns * 4;
    canvas.height = 24;
    reader.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = reader.getImageData(0, 0, canvas.width, canvas.height);
    let value = 0;
    for (let bit = 0; bit < bits; bit++) {
      const [column, row] = [bit % columns, Math.floor(bit / columns)];
      const pixel = (row * 4 + 2) * canvas.width + column * 4 + 2;
      if ((data[pixel * 4] ?? 0) > 128) value += 2 ** bit;
    }
    const stamp = Math.floor(value / 16);
    let sum = 0;
    for (let rest = stamp; rest > 0; rest = Math.floor(rest / 16)) sum += rest % 16;
    return sum % 16 === value % 16 ? stamp : null;
  };

  // The camera works in a thread of its own, as a real one does: what the page is busy with does not stop it.
  // 20 bits of milliseconds and 4 of check sum, as black and white fields above a moving pattern.
  const camera = `onmessage = ({ data: { writable, width, height, frameRate } }) => {
    const writer = writable.getWriter();
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    let frame = 0;
    const started = performance.now();
    const take = () => {
      const now = performance.now();
      const drawn = performance.timeOrigin + now;
      const value = Math.floor(drawn) % 2 ** 20;
      let sum = 0;
      for (let rest = value; rest > 0; rest = Math.floor(rest / 16)) sum += rest % 16;
      const code = value * 16 + (sum % 16);
      context.fillStyle = '#446';
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#c84';
      context.fillRect((frame * 7) % width, height * 0.6, width / 10, height * 0.3);
      for (let bit = 0; bit < ${bits}; bit++) {
        context.fillStyle = Math.floor(code / 2 ** bit) % 2 === 1 ? '#fff' : '#000';
        const [column, row] = [bit % ${columns}, Math.floor(bit / ${columns})];
        context.fillRect((column * width) / ${columns}, (row * height) / 6, width / ${columns}, height / 6);
      }
      writer.write(new VideoFrame(canvas, { timestamp: Math.round(now * 1000) })).catch(() => close());
      postMessage(drawn);
      frame = Math.max(frame + 1, Math.floor((performance.now() - started) * frameRate / 1000));
      setTimeout(take, started + frame * 1000 / frameRate - performance.now());
    };
    take();
  };`;
  const cameraTrack = (): MediaStreamTrack => {
    const track = new MediaStreamTrackGenerator({ kind: 'video' });
    // A generated track does not know its size.
    track.getSettings = () => ({ ...size });
    const worker = new Worker(URL.createObjectURL(new Blob([camera], { type: 'text/javascript' })));
    worker.onmessage = ({ data }: MessageEvent<number>) => probe.draws.push(data);
    worker.postMessage({ writable: track.writable, ...size }, [track.writable]);
    return track;
  };
  const toneTrack = (): MediaStreamTrack | undefined => {
    const audio = new AudioContext();
    const oscillator = new OscillatorNode(audio, { frequency: 440 });
    const volume = new GainNode(audio, { gain: 0.2 });
    const out = audio.createMediaStreamDestination();
    oscillator.connect(volume).connect(out);
    oscillator.start();
    return out.stream.getAudioTracks()[0];
  };
  const devices = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const soundTrack = async ({ audio }: MediaStreamConstraints) =>
    sounds ? toneTrack() : (await devices({ audio: audio ?? false })).getAudioTracks()[0];
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    const picture = constraints.video ? cameraTrack() : undefined;
    const sound = constraints.audio ? await soundTrack(constraints) : undefined;
    return new MediaStream([picture, sound].filter((track) => track !== undefined));
  };

  const watched = new WeakSet<HTMLVideoElement>();
  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video)) return;
    watched.add(video);
    let presented = 0;
    const look: VideoFrameRequestCallback = (_, frame) => {
      const tile = video.closest<HTMLElement>('[data-testid="tile"]');
      if (tile && tile.dataset.self !== 'true') {
        const shown = epoch + frame.presentationTime;
        const drawn = read(video);
        // It starts over when the element gets another track: then it says how many that one has shown.
        const count = Math.max(1, frame.presentedFrames - (frame.presentedFrames > presented ? presented : 0));
        presented = frame.presentedFrames;
        const id = tile.dataset.participant ?? '';
        const pictures = probe.pictures[id] ?? [];
        probe.pictures[id] = pictures;
        // The value turns over every 17 minutes.
        const passed = drawn === null ? 0 : ((Math.floor(shown) % 2 ** 20) - drawn + 2 ** 20) % 2 ** 20;
        // Pages read the clock at slightly different moments: what seems to come from the future is new.
        const age = passed > 2 ** 19 ? 0 : passed;
        const stream = video.srcObject instanceof MediaStream ? video.srcObject : null;
        const track = stream?.getVideoTracks()[0]?.id ?? '';
        if (drawn !== null) pictures.push({ shown, drawn: shown - age, count, track });
      }
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  };
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('video')) watch(video);
  }).observe(document, { childList: true, subtree: true });

  if (!sounds) return;
  // Players of the SDK are no part of the page; a meter on each hears what it plays.
  const meter = `registerProcessor('meter', class extends AudioWorkletProcessor {
    sum = 0; count = 0;
    process([[channel]]) {
      for (const sample of channel ?? []) this.sum += sample * sample;
      this.count += 128;
      if (this.count >= 480) {
        this.port.postMessage({ at: currentTime * 1000, level: Math.sqrt(this.sum / this.count) });
        this.sum = 0; this.count = 0;
      }
      return true;
    }
  });`;
  let context: Promise<AudioContext> | undefined;
  const prepare = async () => {
    const audio = new AudioContext({ sampleRate: 48_000 });
    await audio.audioWorklet.addModule(URL.createObjectURL(new Blob([meter], { type: 'text/javascript' })));
    return audio;
  };
  const listen = async (element: HTMLAudioElement) => {
    context ??= prepare();
    const audio = await context;
    if (!(element.srcObject instanceof MediaStream)) return;
    const node = new AudioWorkletNode(audio, 'meter');
    node.port.onmessage = ({ data: { at, level } }: MessageEvent<{ at: number; level: number }>) => {
      if (element.srcObject !== null) probe.sounds.push({ at, level: level * element.volume });
    };
    audio.createMediaStreamSource(element.srcObject).connect(node);
  };
  const NativeAudio = window.Audio;
  window.Audio = new Proxy(NativeAudio, {
    construct: (target, args) => {
      const element = new target(...args);
      element.addEventListener('playing', () => void listen(element), { once: true });
      return element;
    },
  });
}
