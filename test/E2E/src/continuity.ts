import type { Participant } from './participant.ts';

/** What somebody saw of somebody else between two moments. */
export interface Continuity {
  readonly tile: string;
  readonly frames: number;
  /** The longest time without a new picture, ms. Pictures that the page was not told of are spread evenly. */
  readonly gapMs: number;
  /** The furthest that a picture was older than the one before, ms. */
  readonly backMs: number;
}

/** Pictures of each tile since a moment (ms since the epoch), from the page's probe. */
export async function picturesSince(participant: Participant, since: number): Promise<Continuity[]> {
  const pictures = await participant.page.evaluate((from) => {
    const all = Object.entries(window.probe.pictures);
    return all.map(([id, shown]) => ({ id, shown: shown.filter((picture) => picture.shown >= from) }));
  }, since);
  return pictures.map(({ id, shown }) => {
    const steps = shown.slice(1).map((picture, index) => ({ before: shown[index] ?? picture, picture }));
    return {
      tile: `${participant.name} < ${id}`,
      frames: shown.length,
      gapMs: Math.max(0, ...steps.map(({ before, picture }) => (picture.shown - before.shown) / picture.count)),
      backMs: Math.max(0, ...steps.map(({ before, picture }) => before.drawn - picture.drawn)),
    };
  });
}

/** What was heard of one other participant, whose sound never pauses, from the last `mark` on. */
export interface Sound {
  readonly seconds: number;
  /** The longest time with less than a third of the usual loudness, ms. */
  readonly gapMs: number;
  /** The longest time with more than one and a half of it, ms. */
  readonly doubleMs: number;
}

export async function soundSince(participant: Participant, mark: number): Promise<Sound> {
  return participant.page.evaluate((from) => {
    const slots = new Map<number, number>();
    for (const { at, level } of window.probe.sounds.slice(from)) {
      const slot = Math.round(at / 10);
      slots.set(slot, (slots.get(slot) ?? 0) + level);
    }
    const times = [...slots.keys()].sort((a, b) => a - b);
    const levels = times.map((slot) => slots.get(slot) ?? 0);
    const usual = [...levels].sort((a, b) => a - b)[Math.floor(levels.length / 2)] ?? 0;
    const longest = (is: (level: number) => boolean) => {
      let [run, most] = [0, 0];
      for (const level of levels) {
        run = is(level) ? run + 10 : 0;
        most = Math.max(most, run);
      }
      return most;
    };
    return {
      seconds: levels.length / 100,
      gapMs: longest((level) => level < usual / 3),
      doubleMs: longest((level) => level > usual * 1.5),
    };
  }, mark);
}

/** A place in what is heard, for `soundSince`. */
export async function mark(participant: Participant): Promise<number> {
  return participant.page.evaluate(() => window.probe.sounds.length);
}

/** How often a picture that came in was frozen so far. */
export async function freezes(participant: Participant): Promise<number> {
  return participant.page.evaluate(async () => {
    let count = 0;
    for (const connection of window.testHooks.connections) {
      for (const stat of (await connection.getStats()).values()) count += stat.freezeCount ?? 0;
    }
    return count;
  });
}
