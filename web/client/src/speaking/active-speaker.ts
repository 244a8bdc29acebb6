export interface Voice {
  readonly participant: string;
  readonly level: number;
  readonly speaking: boolean;
}

/** Nobody takes the floor from somebody who still speaks before this. */
const LEAST_TURN_MS = 2_000;
/** And only if clearly louder on average. */
const LOUDER = 1.25;
const SMOOTHING = 0.15;

/** Chooses whom a speaker view shows. Keeps the last speaker in silence; two who talk at once do not make it flicker. */
export class ActiveSpeaker {
  private current: string | null = null;
  private since = Number.NEGATIVE_INFINITY;
  private levels = new Map<string, number>();

  update(voices: readonly Voice[], now: number): string | null {
    this.levels = new Map(
      voices.map(({ participant, level }) => {
        const before = this.levels.get(participant) ?? 0;
        return [participant, before + (level - before) * SMOOTHING];
      }),
    );
    const present = voices.find(({ participant }) => participant === this.current);
    if (!present) this.current = null;
    const loudest = this.loudest(voices);
    if (loudest !== null && loudest !== this.current && this.mayTake(loudest, present, now)) {
      this.current = loudest;
      this.since = now;
    }
    return this.current;
  }

  private loudest(voices: readonly Voice[]): string | null {
    const speaking = voices.filter((voice) => voice.speaking);
    const sorted = speaking.sort((a, b) => this.levelOf(b.participant) - this.levelOf(a.participant));
    return sorted[0]?.participant ?? null;
  }

  private mayTake(challenger: string, present: Voice | undefined, now: number): boolean {
    if (!present?.speaking) return true;
    const isLouder = this.levelOf(challenger) > this.levelOf(present.participant) * LOUDER;
    return isLouder && now - this.since >= LEAST_TURN_MS;
  }

  private levelOf(participant: string): number {
    return this.levels.get(participant) ?? 0;
  }
}
