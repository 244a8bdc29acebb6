import { describe, expect, test } from 'vitest';
import type { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const scene = useScene({ Plenum__Rooms__Defaults__Topology: 'Sfu' });
const large = { width: 1280, height: 800 };
const small = { width: 360, height: 320 };

interface Received {
  height: number;
  bytes: number;
}

/** What comes in as pictures over all connections. */
function received(participant: Participant): Promise<Received> {
  return participant.page.evaluate(async () => {
    const sum = { height: 0, bytes: 0 };
    for (const connection of window.testHooks.connections) {
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type !== 'inbound-rtp' || stat.kind !== 'video') continue;
        sum.height = Math.max(sum.height, stat.frameHeight ?? 0);
        sum.bytes += stat.bytesReceived;
      }
    }
    return sum;
  });
}

/** The layers of the camera that are encoded, smallest first. */
function activeLayers(participant: Participant): Promise<boolean[]> {
  return participant.page.evaluate(() =>
    window.testHooks.connections
      .flatMap((connection) => connection.getSenders())
      .filter((sender) => sender.track?.kind === 'video')
      .flatMap((sender) => sender.getParameters().encodings.map(({ active }) => active !== false)),
  );
}

const seesHeight = (participant: Participant, height: number, timeoutMs = 15_000) =>
  until(
    `${participant.name} receives ${height} lines`,
    async () => (await received(participant)).height === height,
    timeoutMs,
  );

describe('through the server', () => {
  test('a tile gets the layer that fits it, and what nobody sees is neither sent nor encoded', async () => {
    const size = { width: 640, height: 480, frameRate: 20 };
    const alice = await scene.join('layers', 'Alice', { size, viewport: small });
    const bob = await scene.join('layers', 'Bob', { size, viewport: large });
    await bob.seesMoving(1);
    await seesHeight(bob, 480);

    await bob.page.setViewport(small);
    await seesHeight(bob, 240);
    await until('Alice encodes the small layer alone', async () => (await activeLayers(alice)).join() === 'true,false');

    await bob.page.setViewport(large);
    const enlargedAt = Date.now();
    await seesHeight(bob, 480);
    console.log(`the higher layer came ${Date.now() - enlargedAt} ms after the tile was enlarged`);

    await bob.page.addStyleTag({ content: '[data-testid="tile"]:not([data-self="true"]) video { display: none }' });
    await until('Alice encodes nothing', async () => !(await activeLayers(alice)).includes(true));
    const before = (await received(bob)).bytes;
    const since = Date.now();
    await until('a second passed', () => Date.now() - since > 1_000);
    expect((await received(bob)).bytes).toBe(before);

    await bob.page.addStyleTag({
      content: '[data-testid="tile"]:not([data-self="true"]) video { display: block !important }',
    });
    await bob.seesMoving(1);
    await seesHeight(bob, 480);
  });
});
