import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { launchFirefox } from '../src/browsers.ts';
import { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';

const scene = useScene();
let firefox: Browser;

beforeAll(async () => {
  firefox = await launchFirefox();
});
afterAll(async () => {
  await firefox?.close();
});

describe('Chromium and Firefox in one call', () => {
  test.each(['Chromium', 'Firefox'])(
    'see and hear each other when %s comes first, directly and through the server',
    async (first) => {
      const room = `mixed-${first}`;
      const chromium = () => scene.join(room, 'Chromium');
      const gecko = async () => scene.adopt(await Participant.join(firefox, scene.server, room, 'Firefox'));
      const everybody = first === 'Chromium' ? [await chromium(), await gecko()] : [await gecko(), await chromium()];
      everybody.push(await scene.join(room, 'Third'));

      for (const topology of ['mesh', 'sfu', 'mesh'] as const) {
        await everybody[0]?.moves(topology, everybody);
        for (const participant of everybody) {
          await participant.seesMoving(2);
          await participant.hears(2);
        }
      }
    },
  );
});
