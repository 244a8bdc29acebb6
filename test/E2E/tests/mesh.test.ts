import { isDeepStrictEqual } from 'node:util';
import { describe, test } from 'vitest';
import type { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

// Two cores carry eight pages and 56 encoders of sound only where they are fast: by ./test.sh full. Starved, pairs that find
// no direct way in time go through the server, as they should.
const frugal = {
  size: { width: 160, height: 120, frameRate: 5 },
  viewport: { width: 480, height: 360 },
  cheapSound: true,
};

const scene = useScene({ Plenum__Rooms__Defaults__Topology: 'Mesh' });

describe('a full mesh', () => {
  test.each([
    { count: 2, size: { width: 640, height: 480, frameRate: 20 } },
    { count: 4, size: { width: 320, height: 240, frameRate: 15 } },
    { count: 6, ...frugal },
    ...(process.env.PLENUM_EIGHT ? [{ count: 8, ...frugal }] : []),
  ])(
    'of $count: everybody sees everybody move and hears everybody',
    { timeout: 300_000 },
    async ({ count, ...options }) => {
      const everybody: Participant[] = [];
      for (let index = 1; index <= count; index++) {
        const newcomer = await scene.join(`mesh-${count}`, `P${index}`, options);
        everybody.push(newcomer);
        await newcomer.seesMoving(index - 1, 1, 120_000);
      }

      await Promise.all(
        everybody.map(async (participant) => {
          await participant.seesMoving(count - 1, 10, 120_000);
          await participant.hears(count - 1, 60_000);
        }),
      );

      // A link that was rebuilt while the machine was busy leaves the old one behind for a second.
      const expected = everybody.map(() => Array(count - 1).fill('connected'));
      await until('nobody has another link than one to each', async () => {
        const links = await Promise.all(everybody.map((participant) => participant.connectionStates()));
        return isDeepStrictEqual(links, expected);
      });
    },
  );

  test('a ninth is told that the room is full, and the eight are not disturbed', async () => {
    const viewer = { query: { view: 'only' } };
    const first = await scene.join('full', 'V1');
    for (let index = 2; index <= 8; index++) await scene.join('full', `V${index}`, viewer);

    const ninth = await scene.open('full', 'Ninth', { query: { name: 'Ninth', join: 'now', view: 'only' } });

    await ninth.reads(/full/i);
    await first.seesTiles(8);
  });

  test('a viewer without camera and microphone sees and hears', async () => {
    const speaker = await scene.join('viewer', 'Speaker');
    const viewer = await scene.join('viewer', 'Viewer', { query: { view: 'only' } });

    await viewer.seesMoving(1);
    await viewer.hears(1);
    await speaker.seesTiles(2);
  });
});
