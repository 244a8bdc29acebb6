import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Continuity,
  freezes,
  isCalm,
  largestGap,
  limitMs,
  mark,
  picturesSince,
  print,
  soundSince,
} from '../src/continuity.ts';
import type { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const scene = useScene();
const probed = {
  probe: 'sounds' as const,
  size: { width: 240, height: 180, frameRate: 30 },
  viewport: { width: 480, height: 360 },
};
beforeAll(() => scene.rehearse());
/** A few in the gate, more by ./test.sh full. */
const moves = Number(process.env.PLENUM_MOVES ?? 4);

describe('a call that moves between mesh and SFU', () => {
  test(`shows no frozen picture in ${moves} moves of three people`, { timeout: 400_000 }, async () => {
    const everybody: Participant[] = [];
    for (const name of ['Alice', 'Bob', 'Carol']) everybody.push(await scene.join('moves', name, probed));
    for (const participant of everybody) await participant.seesMoving(2, 30);
    const [alice] = everybody as [Participant];
    const still = await rest(everybody, 60);
    print('no move', still);
    const frozenBefore = await Promise.all(everybody.map(freezes));

    const worst: Continuity[] = [];
    const frozen: number[][] = [];
    for (let move = 0; move < moves; move++) {
      const topology = move % 2 === 0 ? 'sfu' : 'mesh';
      const since = Date.now();
      await alice.moves(topology, everybody);
      for (const participant of everybody) await participant.seesMoving(2, 15);
      const seen = await picturesSince(everybody, since);
      print(`move ${move + 1} to ${topology}`, seen);
      worst.push(...seen);
      still.push(...(await rest(everybody, 30)));
      frozen.push(await Promise.all(everybody.map(freezes)));
    }

    const atRest = largestGap(still);
    console.log(
      `at rest ${atRest.toFixed(0)} ms; freezes before, and after each move: ${frozenBefore.join(' ')}; ${frozen.map((counts) => counts.join(' ')).join(', ')}`,
    );
    expect(worst).toHaveLength(moves * 6);
    for (const { tile, gapMs, backMs } of worst) {
      expect(gapMs, tile).toBeLessThan(limitMs(atRest));
      expect(backMs, tile).toBeLessThanOrEqual(100);
    }
    // A link that is closed takes its count along: none may rise, one that froze while it began may go.
    for (const counts of isCalm(atRest) ? frozen : [])
      for (const [index, count] of counts.entries()) expect(count).toBeLessThanOrEqual(frozenBefore[index] ?? 0);
  });

  test('brings together by the server who cannot reach each other directly', async () => {
    const hostile = { size: probed.size, cutOff: true };
    const alice = await scene.join('hostile', 'Alice', hostile);
    const bob = await scene.join('hostile', 'Bob', hostile);
    for (const participant of [alice, bob]) {
      await participant.seesMoving(1);
      await participant.hears(1);
      await until('everything comes by the server', async () => {
        const ways = await participant.ways();
        return ways.length === 2 && ways.every((way) => way === 'server');
      });
    }
  });

  test('lets no gap and no echo be heard', async () => {
    const alice = await scene.join('sounds', 'Alice', probed);
    const bob = await scene.join('sounds', 'Bob', probed);
    for (const participant of [alice, bob]) await participant.hears(1);

    for (const topology of ['sfu', 'mesh'] as const) {
      const marks = [await mark(alice), await mark(bob)] as const;
      await alice.moves(topology, [alice, bob]);
      const heard = [await soundSince(alice, marks[0]), await soundSince(bob, marks[1])];
      console.log(`sound, to ${topology}: ${JSON.stringify(heard)}`);
      for (const { gapMs, doubleMs } of heard) {
        expect(gapMs).toBeLessThanOrEqual(60);
        expect(doubleMs).toBeLessThanOrEqual(80);
      }
    }
  });
});

/** What a call without any move looks like on this machine, for so many frames. */
async function rest(everybody: readonly Participant[], frames: number): Promise<Continuity[]> {
  const since = Date.now();
  for (const participant of everybody) await participant.seesMoving(2, frames);
  return picturesSince(everybody, since);
}
