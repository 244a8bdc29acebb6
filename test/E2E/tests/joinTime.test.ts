import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { useScene } from '../src/scene.ts';

const rounds = 20;

describe.each(['Mesh', 'Sfu'])('by %s', (topology) => {
  const scene = useScene({ Plenum__Rooms__Defaults__Topology: topology });

  test(`join: from the click to the first decoded remote frame, ${rounds} times`, async () => {
    await scene.join('speed', 'Already there', { size: { width: 640, height: 480, frameRate: 20 } });
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const guest = await scene.open('speed', 'Guest', {
        query: { name: 'Guest' },
        size: { width: 640, height: 480, frameRate: 20 },
      });
      await guest.page.waitForSelector('[data-testid="join"]:not([disabled])');
      times.push(await guest.page.evaluate(clickAndWaitForRemoteFrame));
      await guest.click('leave');
      await guest.close();
    }

    times.sort((left, right) => left - right);
    const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
    const line = `${topology.toLowerCase()} join, click to first decoded remote frame: median ${median.toFixed(0)} ms, worst ${times.at(-1)?.toFixed(0)} ms of ${rounds}`;
    console.log(line);
    const figures = process.env.PLENUM_FIGURES;
    if (figures !== undefined) appendFileSync(figures, `${line}\n`);
    expect(times.length).toBe(rounds);
  });
});

/** Runs in the page: presses the join button and waits for the first frame of a remote tile's video. */
function clickAndWaitForRemoteFrame(): Promise<number> {
  return new Promise((resolve) => {
    const started = performance.now();
    const watched = new WeakSet<HTMLVideoElement>();
    const look = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>(
        '[data-testid="tile"]:not([data-self="true"]) video',
      )) {
        if (watched.has(video)) continue;
        watched.add(video);
        video.requestVideoFrameCallback((now) => resolve(now - started));
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    document.querySelector<HTMLElement>('[data-testid="join"]')?.click();
  });
}
