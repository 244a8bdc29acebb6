type SinkContext = AudioContext & { setSinkId?(id: string): Promise<void> };

const notes = [523.25, 659.25, 783.99];
const noteSeconds = 0.22;

/** Three notes on a loudspeaker; null is the system's. */
export async function playTestSound(speakerId: string | null): Promise<void> {
  const context: SinkContext = new AudioContext();
  try {
    await context.setSinkId?.(speakerId ?? '');
    await new Promise<void>((done) => schedule(context, done));
  } finally {
    await context.close();
  }
}

function schedule(context: AudioContext, done: () => void): void {
  notes.forEach((frequency, index) => {
    const start = context.currentTime + index * noteSeconds;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.linearRampToValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.2, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds * 1.8);
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + noteSeconds * 2);
    if (index === notes.length - 1) oscillator.addEventListener('ended', done);
  });
}
