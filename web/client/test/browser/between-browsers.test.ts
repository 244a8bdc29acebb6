import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WsServer } from '../support/ws-server';
import { BrowserLab } from './browsers';

let lab: BrowserLab;
let pages: { chromium: Page; firefox: Page };
beforeAll(async () => {
  lab = await BrowserLab.start();
  pages = { chromium: await lab.open('chromium'), firefox: await lab.open('firefox') };
});
afterAll(() => lab.stop());

const both = () => [pages.chromium, pages.firefox];

describe.each(['chromium', 'firefox'] as const)('a call between browsers, %s first', (first) => {
  it('carries everything, survives glare and a closed connection', async () => {
    const server = new WsServer();
    const order = first === 'chromium' ? both() : both().reverse();
    for (const page of order) {
      await lab.load(page);
      await page.evaluate((url) => window.lab.join('Somebody', { microphone: true, camera: true }, url), server.url);
    }
    await Promise.all(both().map((page) => page.waitForFunction(() => window.lab.receives(0, 2))));

    await Promise.all(
      both().map((page) => page.evaluate(() => window.lab.media(0).useTrack('screen', window.lab.canvasTrack('red')))),
    );
    await Promise.all(both().map((page) => page.waitForFunction(() => window.lab.receives(0, 3))));
    const generations = await Promise.all(
      both().map((page) => page.evaluate(() => window.lab.call(0).links[0]?.generation)),
    );
    expect(generations).toEqual([1, 1]);

    for (const [index, page] of both().entries()) {
      await page.evaluate(() => window.lab.call(0).links[0]?.connection?.close());
      await Promise.all(
        both().map((one) => one.waitForFunction((g) => window.lab.call(0).links[0]?.generation === g, {}, index + 2)),
      );
      await Promise.all(both().map((one) => one.waitForFunction(() => window.lab.receives(0, 3))));
    }

    await pages.firefox.evaluate(() => window.lab.call(0).links[0]?.connection?.restartIce());
    await Promise.all(both().map((page) => page.waitForFunction(() => window.lab.receives(0, 3))));
    for (const page of both()) await page.evaluate(() => window.lab.call(0).leave());
    server.close();
  });
});
