import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, launchFirefox } from '../../E2E/src/browsers.ts';
import { runInBrowser } from '../src/browserEcho.ts';
import { EchoServer, ownAddress } from '../src/echoServer.ts';
import { profiles } from '../src/profiles.ts';

// Firefox pairs no candidate of its own with one on loopback.
const browsers = [
  { name: 'Chromium', launch: () => launchChromium(), address: '127.0.0.1', supported: ['gcm128', 'gcm256', 'cm80'] },
  { name: 'Firefox', launch: launchFirefox, address: ownAddress(), supported: ['gcm128', 'gcm256', 'cm80', 'cm32'] },
];

describe.each(browsers)('$name', ({ name, launch, address, supported }) => {
  let server: EchoServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await EchoServer.start(address);
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  async function run(options: Parameters<typeof runInBrowser>[1]) {
    const page = await browser.newPage();
    await page.goto(server.url);
    const result = await runInBrowser(page, options);
    await page.close();
    const report = await server.report(result.location);
    console.log(`${name} ${JSON.stringify(options)}: ${JSON.stringify({ ...result, drops: report.drops })}`);
    return { result, report };
  }

  test.each(supported)('decodes for ten seconds what it sent, under %s', async (profile) => {
    const { result, report } = await run({ profile });
    expect(report.profile).toBe(profiles[profile]);
    expect(result.framesDecoded).toBeGreaterThan(100);
    expect(result.audioPackets).toBeGreaterThan(300);
    expect(result.messages).toBeGreaterThan(50);
    expect(result.packetsLost).toBe(0);
  });

  test('connects through a relay that loses every fifth datagram each way', async () => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const { result, report } = await run({ profile: 'gcm128', loss: 0.2, seconds: 3 });
      expect(report.profile).toBe(profiles.gcm128);
      expect(result.audioPackets).toBeGreaterThan(50);
    }
  });
});
