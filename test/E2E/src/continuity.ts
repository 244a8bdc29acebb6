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
  /** What else there was at the longest gap. */
  readonly gap: Circumstances;
}

interface Circumstances {
  /** When it ended, ms since the moment. */
  readonly at: number;
  /** Another way was shown after it. */
  readonly switched: boolean;
  /** For how long the page could do nothing, ms. */
  readonly pageMs: number;
  /** For how long this process could do nothing, ms: what stops it too stops the whole machine. */
  readonly testMs: number;
}

interface Stall {
  readonly until: number;
  readonly ms: number;
}

const PULSE_MS = 20;
const stalls: Stall[] = [];
let pulse = performance.now();
setInterval(() => {
  const now = performance.now();
  const late = now - pulse - PULSE_MS;
  pulse = now;
  if (late > PULSE_MS) stalls.push({ until: performance.timeOrigin + now, ms: late });
}, PULSE_MS).unref();

/** Pictures of each tile of each of them since a moment (ms since the epoch), from the pages' probes. */
export async function picturesSince(everybody: readonly Participant[], since: number): Promise<Continuity[]> {
  const pages = await Promise.all(everybody.map((participant) => readPage(participant, since)));
  const of = new Map(pages.map((page) => [page.id, page]));
  return pages.flatMap((page) =>
    page.pictures.map(([id, shown]) => {
      const steps = shown.slice(1).map((picture, index) => {
        const before = shown[index] ?? picture;
        const gap = (picture.shown - before.shown) / picture.count - sourcePause(of.get(id)?.draws ?? [], before.drawn);
        return { before, picture, gap };
      });
      const [worst] = [...steps].sort((a, b) => b.gap - a.gap);
      return {
        tile: `${page.name} < ${of.get(id)?.name ?? id}`,
        frames: shown.length,
        gapMs: Math.max(0, worst?.gap ?? 0),
        backMs: Math.max(0, ...steps.map(({ before, picture }) => before.drawn - picture.drawn)),
        gap: {
          at: (worst?.picture.shown ?? since) - since,
          switched: worst !== undefined && worst.before.track !== worst.picture.track,
          pageMs: worst ? longestStall(page.stalls, worst.before.shown, worst.picture.shown) : 0,
          testMs: worst ? longestStall(stalls, worst.before.shown, worst.picture.shown) : 0,
        },
      };
    }),
  );
}

function longestStall(all: readonly Stall[], from: number, to: number): number {
  return Math.max(0, ...all.filter(({ until, ms }) => until > from && until - ms < to).map(({ ms }) => ms));
}

interface PageLog {
  name: string;
  id: string;
  draws: number[];
  stalls: Stall[];
  pictures: [string, { shown: number; drawn: number; count: number; track: string }[]][];
}

async function readPage(participant: Participant, since: number): Promise<PageLog> {
  const log = await participant.page.evaluate((from) => {
    const all = Object.entries(window.probe.pictures);
    return {
      id: window.plenum.state.self,
      draws: window.probe.draws,
      stalls: window.probe.stalls,
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

/** Gaps from here on are told with what else there was at the time. */
const REMARKABLE_MS = 80;

/** Writes the largest gap of each tile into the log, and where the figures of a run are collected. */
export function print(what: string, seen: readonly Continuity[]): void {
  const tiles = seen.map(
    ({ tile, gapMs, backMs, frames }) => `${tile} ${gapMs.toFixed(0)}/${backMs.toFixed(0)} (${frames})`,
  );
  const remarkable = seen
    .filter(({ gapMs, backMs }) => Math.max(gapMs, backMs) > REMARKABLE_MS)
    .map(({ tile, gapMs, gap: { at, switched, pageMs, testMs } }) => {
      const busy = `page busy ${pageMs.toFixed(0)}, test busy ${testMs.toFixed(0)}`;
      return `  ${tile}: ${gapMs.toFixed(0)} ms at ${at.toFixed(0)} ms${switched ? ', as it changed its way' : ''}; ${busy}`;
    });
  const lines = [`${what}: largest gap / step back in ms (frames) of each tile: ${tiles.join(', ')}`, ...remarkable];
  console.log(lines.join('\n'));
  const figures = process.env.PLENUM_FIGURES;
  if (figures !== undefined) appendFileSync(figures, `${lines.join('\n')}\n`);
}
