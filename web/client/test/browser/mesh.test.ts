import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type BrowserName, Lab } from './browsers';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(() => lab.stop());

describe.each<BrowserName>(['chromium', 'firefox'])('a call in %s', (name) => {
  let page: Page;
  beforeAll(async () => {
    page = await lab.open(name);
  });

  it('carries sound and pictures both ways', async () => {
    await page.evaluate(async () => {
      await window.lab.join('Ada', { microphone: true, camera: true });
      await window.lab.join('Ben', { microphone: true, camera: true });
    });
    await page.waitForFunction(
      () =>
        [0, 1].every((index) => {
          const tracks = window.lab.received(index);
          return (
            tracks.length === 2 &&
            tracks.every(({ kind, frames = 0, audioEnergy = 0 }) => (kind === 'video' ? frames > 10 : audioEnergy > 0))
          );
        }),
      { timeout: 15000 },
    );
  });
});
