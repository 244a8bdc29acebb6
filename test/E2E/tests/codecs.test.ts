import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchFirefox } from '../src/browsers.ts';
import { Participant } from '../src/participant.ts';
import { type Scene, useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const large = { width: 1280, height: 800 };
const small = { width: 360, height: 320 };

/** What comes in as pictures now: codec and lines of each. */
function received(participant: Participant): Promise<{ codec: string; height: number }[]> {
  return participant.page.evaluate(async () => {
    const streams: { codec: string; height: number }[] = [];
    for (const connection of window.testHooks.connections) {
      const stats = await connection.getStats();
      for (const stat of stats.values()) {
        if (stat.type !== 'inbound-rtp' || stat.kind !== 'video' || !stat.framesPerSecond) continue;
        streams.push({ codec: stats.get(stat.codecId)?.mimeType ?? '', height: stat.frameHeight ?? 0 });
      }
    }
    return streams;
  });
}

const receives = async (participant: Participant, codec: string, count: number) => {
  let last: unknown;
  await until(
    `${participant.name} receives ${count} pictures in ${codec}`,
    async () => {
      const streams = await received(participant);
      last = streams;
      return streams.length === count && streams.every((stream) => stream.codec === codec);
    },
    30_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(last)}`);
  });
};

const seesHeight = (participant: Participant, height: number) =>
  until(`${participant.name} receives ${height} lines`, async () =>
    (await received(participant)).some((stream) => stream.height === height),
  );

/** The scalability modes in which pictures are encoded now. */
function modes(participant: Participant): Promise<string[]> {
  return participant.page.evaluate(() =>
    window.testHooks.connections
      .flatMap((connection) => connection.getSenders())
      .filter((sender) => sender.track?.kind === 'video')
      .flatMap((sender) =>
        sender
          .getParameters()
          .encodings.map((encoding) => (encoding as { scalabilityMode?: string }).scalabilityMode ?? ''),
      ),
  );
}

/** The lines of the pictures that are encoded now. */
function encodedHeights(participant: Participant): Promise<number[]> {
  return participant.page.evaluate(async () => {
    const heights: number[] = [];
    for (const connection of window.testHooks.connections) {
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type === 'outbound-rtp' && stat.kind === 'video' && stat.framesPerSecond)
          heights.push(stat.frameHeight);
      }
    }
    return heights;
  });
}

function roomsOf(codec: string): Scene {
  return useScene({ Plenum__Rooms__Defaults__Topology: 'Sfu', Plenum__Rooms__Defaults__VideoCodecs__0: codec });
}

/** One tile enlarged and made small again gets its layers out of one scalable encoding. */
async function followsTheTile(scene: Scene, codec: string, size: { width: number; height: number; frameRate: number }) {
  const alice = await scene.join('layers', 'Alice', { size, viewport: small });
  const bob = await scene.join('layers', 'Bob', { size: { ...size, width: 160, height: 120 }, viewport: large });
  await bob.seesMoving(1);
  await receives(bob, codec, 1);
  await seesHeight(bob, size.height);
  await bob.page.setViewport(small);
  await until(`${codec} in fewer lines`, async () => {
    const [stream] = await received(bob);
    return stream !== undefined && stream.height > 0 && stream.height < size.height;
  });
  await bob.seesMoving(1);
  await until(`${codec} is encoded in fewer lines, for nobody watches the others`, async () =>
    (await encodedHeights(alice)).every((height) => height < size.height),
  );
  await bob.page.setViewport(large);
  const enlargedAt = Date.now();
  await seesHeight(bob, size.height);
  console.log(`${codec}: the higher layer came ${Date.now() - enlargedAt} ms after the tile was enlarged`);
  return modes(alice);
}

describe('a room that prefers VP9', () => {
  const scene = roomsOf('Vp9');
  let firefox: Browser;
  beforeAll(async () => {
    firefox = await launchFirefox();
  });
  afterAll(async () => {
    await firefox?.close();
  });

  test('sends three layers in one encoding, and each tile gets what fits it', async () => {
    const sent = await followsTheTile(scene, 'video/VP9', { width: 960, height: 540, frameRate: 10 });
    expect(sent).toEqual(['L3T3']);
  });

  test('changes to what everybody decodes when somebody joins who does not, and back when they leave', async () => {
    const alice = await scene.join('changes', 'Alice', { size: { width: 320, height: 240, frameRate: 15 } });
    const bob = await scene.join('changes', 'Bob');
    for (const participant of [alice, bob]) await receives(participant, 'video/VP9', 1);

    const carol = await scene.join('changes', 'Carol', { lacks: ['video/VP9', 'video/AV1'] });
    await carol.seesMoving(2);
    for (const participant of [alice, bob, carol]) await receives(participant, 'video/VP8', 2);
    for (const participant of [alice, bob]) await participant.seesMoving(2);

    await carol.click('leave');
    for (const participant of [alice, bob]) {
      await receives(participant, 'video/VP9', 1);
      await participant.seesMoving(1);
    }
  });

  test('is seen by Firefox, which sends it too', async () => {
    const chromium = await scene.join('mixed', 'Chromium');
    const gecko = scene.adopt(await Participant.join(firefox, scene.server, 'mixed', 'Firefox'));
    for (const participant of [chromium, gecko]) {
      await participant.seesMoving(1);
      await receives(participant, 'video/VP9', 1);
    }
  });
});

describe('a room that prefers AV1', () => {
  const scene = roomsOf('Av1');

  test('sends its layers in one encoding, and each tile gets what fits it', async () => {
    const sent = await followsTheTile(scene, 'video/AV1', { width: 640, height: 360, frameRate: 10 });
    expect(sent).toEqual(['L2T3']);
  });
});
