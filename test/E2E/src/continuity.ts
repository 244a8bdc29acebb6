import { appendFileSync } from 'node:fs';
import type { Participant } from './participant.ts';

/** What somebody saw of somebody else between two moments. */
export interface Continuity {
  readonly tile: string;
  readonly frames: number;
  /**
   * The longest time without a new picture that its publisher did not take itself, ms. Pictures that the page was not told
   * of are spread evenly.
   */
  readonly gapMs: number;
  /** The furthest that a picture was older than the one before, ms. */
  readonly backMs: number;
}

/** Pictures of each tile of each of them since a moment (ms since the epoch), from the pages' probes. */
export async function picturesSince(everybody: readonly Participant[], since: number): Promise<Continuity[]> {
  const pages = await Promise.all(everybody.map((participant) => readPage(participant, since)));
  const draws = new Map(pages.map((page) => [page.id, page.draws]));
  return pages.flatMap(({ name, pictures }) =>
    pictures.map(([id, shown]) => {
      const steps = shown.slice(1).map((picture, index) => ({ before: shown[index] ?? picture, picture }));
      return {
        tile: `${name} < ${id}`,
        frames: shown.length,
        gapMs: Math.max(
          0,
          ...steps.map(({ before, picture }) => {
            const gap = (picture.shown - before.shown) / picture.count;
            return gap - sourcePause(draws.get(id) ?? [], before.drawn);
          }),
        ),
        backMs: Math.max(0, ...steps.map(({ before, picture }) => before.drawn - picture.drawn)),
      };
    }),
  );
}

interface PageLog {
  name: string;
  id: string;
  draws: number[];
  pictures: [string, { shown: number; drawn: number; count: number }[]][];
}

async function readPage(participant: Participant, since: number): Promise<PageLog> {
  const log = await participant.page.evaluate((from) => {
    const all = Object.entries(window.probe.pictures);
    return {
      id: window.plenum.state.self,
      draws: window.probe.draws,
      pictures: all.map(([id, shown]): PageLog['pictures'][number] => [
        id,
        shown.filter((picture) => picture.shown >= from),
      ]),
    };
  }, since);
  return { name: participant.name, ...log };
}

/** For how much longer than usual the publisher itself drew nothing after a picture: a starved camera is not the call's doing. */
function sourcePause(draws: readonly number[], drawn: number): number {
  const usual = 1000 / 30;
  const at = draws.findIndex((time) => time > drawn + usual / 2);
  const [before, next] = [draws[at - 1], draws[at]];
  return before === undefined || next === undefined ? 0 : Math.max(0, next - before - usual);
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

/**
 * What a tile may stand still while a call moves, ms. On a machine that does not even show a call at rest without gaps, a
 * move can only be compared with that rest.
 */
export const limitMs = (atRestMs: number): number => (isCalm(atRestMs) ? 150 : 100 + 1.5 * atRestMs);

export const isCalm = (atRestMs: number): boolean => atRestMs < 100;

export const largestGap = (seen: readonly Continuity[]): number => Math.max(...seen.map(({ gapMs }) => gapMs));

/** Writes the largest gap of each tile into the log, and where the figures of a run are collected. */
export function print(what: string, seen: readonly Continuity[]): void {
  const tiles = seen.map(
    ({ tile, gapMs, backMs, frames }) => `${tile} ${gapMs.toFixed(0)}/${backMs.toFixed(0)} (${frames})`,
  );
  const line = `${what}: largest gap / step back in ms (frames) of each tile: ${tiles.join(', ')}`;
  console.log(line);
  const figures = process.env.PLENUM_FIGURES;
  if (figures !== undefined) appendFileSync(figures, `${line}\n`);
}
