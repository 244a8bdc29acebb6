import { beforeAll, describe, expect, test } from 'vitest';
import { type Continuity, largestGap, limitMs, picturesSince, print } from '../src/continuity.ts';
import type { JoinOptions, Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const probed: JoinOptions = {
  probe: 'pictures',
  size: { width: 240, height: 180, frameRate: 30 },
  viewport: { width: 480, height: 360 },
};
/**
 * Two cores do not carry nine times eight pictures at 30 a second: three have a camera, and all are heard. Without a GPU each
 * pixel of a window costs, too.
 */
const frugal: JoinOptions = {
  ...probed,
  cheapSound: true,
  size: { width: 160, height: 120, frameRate: 30 },
  viewport: { width: 320, height: 240 },
};

// All pages bring up their connection to the server at the same moment: one machine of two cores shows what that costs it,
// not what each of five machines would show. By ./test.sh full.
describe.runIf(process.env.PLENUM_NINE)('a call that grows out of the mesh', () => {
  const scene = useScene();
  beforeAll(() => scene.rehearse());

  test('moves when the fifth joins, and no tile of the four stands still', { timeout: 300_000 }, async () => {
    const four: Participant[] = [];
    for (let count = 1; count <= 4; count++) four.push(await scene.join('five', `P${count}`, probed));
    const fifth = await scene.open('five', 'P5', { ...probed, query: { name: 'P5' } });

    await growsBy(fifth, four, 4);
  });
});

describe.runIf(process.env.PLENUM_NINE)('a mesh of eight', () => {
  const scene = useScene({ Plenum__Rooms__Defaults__MeshUpTo: '8' });
  beforeAll(() => scene.rehearse());

  test('moves when the ninth joins, and no tile of the eight stands still', { timeout: 400_000 }, async () => {
    const eight: Participant[] = [];
    for (let count = 1; count <= 8; count++) {
      const options = count <= 3 ? frugal : { ...frugal, query: { camera: 'off' } };
      eight.push(await scene.join('nine', `P${count}`, options));
    }
    const ninth = await scene.open('nine', 'P9', { ...frugal, query: { name: 'P9', camera: 'off' } });

    await growsBy(ninth, eight, 3);
  });
});

/** A newcomer, whose page is there already, joins: all media moves onto the server, and no picture stands still. */
async function growsBy(newcomer: Participant, everybody: readonly Participant[], cameras: number): Promise<void> {
  const tiles = cameras * (everybody.length - 1);
  for (const participant of everybody) await isReady(participant);
  const still = await seePictures(everybody, tiles, 60);
  print(`${everybody.length} at rest`, still);

  const since = Date.now();
  await newcomer.click('join');
  await newcomer.inCall();
  for (const participant of [...everybody, newcomer]) await receivesByServer(participant, everybody.length);
  await seePictures(everybody, tiles, 15);

  const known = new Set(still.map(({ tile }) => tile));
  const seen = (await picturesSince(everybody, since)).filter(({ tile }) => known.has(tile));
  print(`the ${everybody.length + 1}th joins`, seen);
  expect(seen).toHaveLength(tiles);
  for (const { tile, gapMs, backMs } of seen) {
    expect(gapMs, tile).toBeLessThan(limitMs(largestGap(still)));
    expect(backMs, tile).toBeLessThanOrEqual(100);
  }
  for (const participant of [...everybody, newcomer]) await participant.hears(everybody.length);
}

/** Waits until so many tiles have each shown so many pictures from now on. */
async function seePictures(everybody: readonly Participant[], tiles: number, frames: number): Promise<Continuity[]> {
  const since = Date.now();
  let seen: Continuity[] = [];
  await until(
    `${tiles} tiles move`,
    async () => {
      seen = (await picturesSince(everybody, since)).filter((tile) => tile.frames >= frames);
      return seen.length >= tiles;
    },
    120_000,
  );
  return seen;
}

/** Whoever joins next moves the call: a connection with the server is kept ready for that. */
async function isReady(participant: Participant): Promise<void> {
  await until(
    `${participant.name} has a connection with the server`,
    async () => (await participant.isConnectedToServer()) && (await participant.connectionStates()).every(isConnected),
    60_000,
  );
}

const isConnected = (state: string): boolean => state === 'connected';

async function receivesByServer(participant: Participant, others: number): Promise<void> {
  await until(
    `${participant.name} receives all of ${others} by the server`,
    async () => {
      const ways = await participant.ways();
      return ways.length >= others && ways.every((way) => way === 'server');
    },
    60_000,
  );
}
