import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Playback } from '../../src/tracks/playback';

/** An element of which the test says how playing goes. */
class FakeVideo {
  autoplay = false;
  muted = false;
  playsInline = false;
  srcObject: unknown = null;
  play: () => Promise<void> = () => Promise.reject(new DOMException('Click first', 'NotAllowedError'));
}

beforeAll(() => {
  vi.stubGlobal('HTMLVideoElement', FakeVideo);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function refused() {
  const playback = new Playback();
  const element = new FakeVideo();
  playback.attach({} as MediaStream, element as unknown as HTMLMediaElement, false);
  await settled();
  return { playback, element };
}

describe('playback', () => {
  it('tells that the browser wants a click', async () => {
    const { playback } = await refused();
    expect(playback.blocked.getSnapshot()).toBe(true);
  });

  it('goes on after a click, also where no media flows yet, as of a muted microphone', async () => {
    const { playback, element } = await refused();
    element.play = () => new Promise(() => undefined);
    await playback.resume();
    await settled();
    expect(playback.blocked.getSnapshot()).toBe(false);
  });

  it('is refused again where the click did not count', async () => {
    const { playback } = await refused();
    await playback.resume();
    await settled();
    expect(playback.blocked.getSnapshot()).toBe(true);
  });
});
