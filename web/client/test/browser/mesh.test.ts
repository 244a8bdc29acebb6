import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BrowserLab, type BrowserName } from './browsers';

let lab: BrowserLab;
beforeAll(async () => {
  lab = await BrowserLab.start();
});
afterAll(() => lab.stop());

describe.each<BrowserName>(['chromium', 'firefox'])('a call in %s', (name) => {
  let page: Page;
  beforeAll(async () => {
    page = await lab.open(name);
  });
  beforeEach(() => lab.load(page));

  /** Two people with everything on, media flowing both ways and shown. */
  async function pair() {
    await page.evaluate(async () => {
      await window.lab.join('Ada', { microphone: true, camera: true });
      await window.lab.join('Ben', { microphone: true, camera: true });
    });
    await page.waitForFunction(() => window.lab.receives(0, 2) && window.lab.receives(1, 2));
    await page.evaluate(() => window.lab.show(1));
    await moves(0);
  }

  /** A shown picture moves: frames are presented from now on. */
  async function moves(index: number) {
    const before = await page.evaluate((i) => window.lab.shown[i]?.frames ?? 0, index);
    await page.waitForFunction((i, b) => (window.lab.shown[i]?.frames ?? 0) > b + 5, {}, index, before);
  }

  it('carries sound and pictures both ways with one offer and one answer', async () => {
    await pair();
    expect(await page.evaluate(() => window.lab.descriptions)).toBe(2);
    const sections = await page.evaluate(() => window.lab.call(0).links[0]?.connection?.getTransceivers().length);
    expect(sections).toBe(2);
    const link = await page.evaluate(() => window.lab.call(0).stats.getSnapshot().links[0]);
    expect(link?.path).toBe('host');
    expect(link?.tracks.map(({ codec }) => codec).sort()).toEqual(['VP8', 'VP8', 'opus', 'opus']);
    const sdp = await page.evaluate(() => window.lab.call(0).links[0]?.connection?.remoteDescription?.sdp);
    expect(sdp).toMatch(/a=fmtp:\d+ .*usedtx=1/);
    // Browsers that can do it send speech twice (RED first).
    if (name === 'chromium') expect(sdp).toMatch(/m=audio \d+ \S+ 63 111 [\s\S]*a=rtpmap:63 red/);
  });

  it('mutes, switches the camera off and on, and changes its format without renegotiation', async () => {
    await pair();
    await page.evaluate(async () => {
      await window.lab.media(0).setMicrophoneEnabled(false);
      await window.lab.media(0).setCameraEnabled(false);
    });
    await page.waitForFunction(() =>
      window.lab.call(1).state.participants[0]?.publications.every(({ muted }) => muted),
    );
    expect(await page.evaluate(() => window.lab.media(0).getSnapshot().camera.track?.stream.getTracks().length)).toBe(
      0,
    );
    await page.evaluate(async () => {
      await window.lab.media(0).setMicrophoneEnabled(true);
      await window.lab.media(0).setCameraEnabled(true);
      await window.lab.media(0).setCameraFormat({ width: 320, height: 240, frameRate: 15 });
    });
    await page.waitForFunction(() =>
      window.lab.call(1).state.participants[0]?.publications.every(({ muted }) => !muted),
    );
    await moves(0);
    expect(await page.evaluate(() => window.lab.descriptions)).toBe(2);
  });

  it('adds a screen and takes it back; the free section is used again', async () => {
    await pair();
    await page.evaluate(() => window.lab.media(1).useTrack('screen', window.lab.canvasTrack('red')));
    await page.waitForFunction(() => window.lab.receives(0, 3));
    await page.evaluate(() => window.lab.media(1).release('screen'));
    await page.waitForFunction(() => window.lab.call(0).state.participants[1]?.publications.length === 2);
    await page.evaluate(() => window.lab.media(0).useTrack('screen', window.lab.canvasTrack('blue')));
    await page.waitForFunction(() => window.lab.receives(1, 3));
    const sections = await page.evaluate(() => window.lab.call(0).links[0]?.connection?.getTransceivers().length);
    expect(sections).toBe(3);
  });

  it('goes on when both publish in the same moment (glare)', async () => {
    await pair();
    await page.evaluate(() => {
      window.lab.media(0).useTrack('screen', window.lab.canvasTrack('red'));
      window.lab.media(1).useTrack('screen', window.lab.canvasTrack('blue'));
    });
    await page.waitForFunction(() => window.lab.receives(0, 3) && window.lab.receives(1, 3));
    expect(await page.evaluate(() => window.lab.call(0).links[0]?.generation)).toBe(1);
  });

  it.each([0, 1])('builds a new link when the connection of participant %i is closed underneath', async (index) => {
    await pair();
    await page.evaluate((i) => window.lab.call(i).links[0]?.connection?.close(), index);
    await page.waitForFunction(() => [0, 1].every((i) => window.lab.call(i).links[0]?.generation === 2));
    await page.waitForFunction(() => window.lab.receives(0, 2) && window.lab.receives(1, 2));
    await moves(0);
  });

  it('keeps media untouched while signalling is down, and is back by itself', async () => {
    await pair();
    await page.evaluate(() => {
      window.lab.networkUp = false;
      for (const id of ['p1', 'p2']) window.lab.server.cut(id);
    });
    await page.waitForFunction(() => [0, 1].every((i) => window.lab.call(i).state.status === 'reconnecting'));
    await moves(0);
    await page.evaluate(() => window.lab.media(1).setCameraEnabled(false));
    await page.evaluate(() => {
      window.lab.networkUp = true;
      window.dispatchEvent(new Event('online'));
    });
    await page.waitForFunction(() => [0, 1].every((i) => window.lab.call(i).state.status === 'connected'));
    await page.waitForFunction(() => window.lab.call(0).state.participants[1]?.publications.some(({ muted }) => muted));
    expect(await page.evaluate(() => window.lab.descriptions)).toBe(2);
    expect(await page.evaluate(() => window.lab.events.filter((event) => /Left|Joined/.test(event)))).toEqual([
      '0 participantJoined',
    ]);
  });

  it('keeps all links over a restart of the server', async () => {
    await pair();
    await page.evaluate(() => window.lab.server.restart());
    await page.waitForFunction(() => [0, 1].every((i) => window.lab.call(i).state.status === 'reconnecting'));
    await page.waitForFunction(() =>
      [0, 1].every(
        (i) =>
          window.lab.call(i).state.status === 'connected' &&
          window.lab.call(i).state.participants.length === 2 &&
          window.lab.call(i).state.participants.every(({ connected }) => connected),
      ),
    );
    await moves(0);
    expect(await page.evaluate(() => window.lab.call(0).links.map(({ generation }) => generation))).toEqual([1]);
    expect(await page.evaluate(() => window.lab.descriptions)).toBe(2);
    expect(await page.evaluate(() => window.lab.events.filter((event) => /Left/.test(event)))).toEqual([]);
  });

  it('lets somebody without any device watch', async () => {
    await page.evaluate(async () => {
      await window.lab.join('Ada', { microphone: true, camera: true });
      await window.lab.join('Viewer');
    });
    await page.waitForFunction(() => window.lab.receives(1, 2));
    expect(await page.evaluate(() => window.lab.tracks(1, 'send').length)).toBe(0);
  });

  it('shows the new source in the same element, whether the sender replaces it or the link beneath the track', async () => {
    await pair();
    await page.evaluate(() => window.lab.media(0).useTrack('camera', window.lab.canvasTrack('blue')));
    await page.waitForFunction(() => window.lab.colorOf(0) === 'blue');
    await page.evaluate(() => window.lab.showSwappable('red'));
    await page.waitForFunction(() => window.lab.colorOf(1) === 'red');
    for (const color of ['blue', 'red', 'blue']) {
      await page.evaluate((next) => window.lab.swap(next), color);
      await page.waitForFunction((next) => window.lab.colorOf(1) === next, {}, color);
      await moves(1);
    }
  });

  it('tells who speaks', async () => {
    await pair();
    await page.waitForFunction(() => window.lab.call(1).state.participants.find(({ id }) => id === 'p1')?.speaking);
    await page.waitForFunction(() => window.lab.call(1).state.activeSpeaker === 'p1');
  });

  afterEach(async () => {
    await page.evaluate(() => Promise.all(window.lab.calls.map((call) => call.leave())));
  });
});
