/** Below this a meter shows nothing, in dB relative to full scale. */
const FLOOR_DB = -60;

/**
 * Nothing is played, so no output device is opened where the browser can do without one (Web Audio, AudioSinkOptions),
 * and blocks may be long: a meter needs no low latency. Both spare the audio threads of eight browsers on one machine.
 */
const LISTENING = { latencyHint: 'playback', sinkId: { type: 'none' } } as const;

/** A linear amplitude, 0 to 1, on a scale on which speech moves a meter's needle visibly: 0 at -60 dB, 1 at 0 dB. */
export function meterScale(amplitude: number): number {
  if (amplitude <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(amplitude)) / FLOOR_DB));
}

/** Measures a microphone's loudness, cheaply enough to be asked at each animation frame. */
export class LevelMeter {
  private context: AudioContext | null = null;
  private analyser: AnalyserNode | null = null;
  private input: MediaStreamAudioSourceNode | null = null;
  private track: MediaStreamTrack | null = null;
  private samples = new Float32Array(0);
  private waking = false;

  /** Root mean square of the last 20 ms or so, 0 to 1. */
  read(track: MediaStreamTrack | null): number {
    this.connect(track);
    if (!this.analyser) return 0;
    this.wake();
    this.analyser.getFloatTimeDomainData(this.samples);
    const energy = this.samples.reduce((sum, sample) => sum + sample * sample, 0);
    return Math.sqrt(energy / this.samples.length);
  }

  close(): void {
    this.connect(null);
    void this.context?.close();
    this.context = null;
    this.waking = false;
  }

  /** Before the person's first click a browser may keep the context asleep; the promise waits for the click. */
  private wake(): void {
    if (this.context?.state !== 'suspended' || this.waking) return;
    this.waking = true;
    this.context.resume().then(
      () => {
        this.waking = false;
      },
      () => undefined,
    );
  }

  private connect(track: MediaStreamTrack | null): void {
    if (track === this.track) return;
    this.track = track;
    this.input?.disconnect();
    this.input = null;
    this.analyser = null;
    if (!track) return;
    this.context ??= new AudioContext(LISTENING);
    this.analyser = new AnalyserNode(this.context, { fftSize: 1024, smoothingTimeConstant: 0 });
    this.samples = new Float32Array(this.analyser.fftSize);
    this.input = this.context.createMediaStreamSource(new MediaStream([track]));
    this.input.connect(this.analyser);
  }
}
