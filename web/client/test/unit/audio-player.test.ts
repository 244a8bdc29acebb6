import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AudioPlayer } from '../../src/tracks/audio-player';
import { Playback } from '../../src/tracks/playback';

class FakeAudio {
  volume = 1;
  autoplay = false;
  srcObject: { track: MediaStreamTrack } | null = null;
  play = async () => undefined;

  constructor() {
    elements.push(this);
  }
}

class FakeStream {
  readonly track: unknown;

  constructor([track]: unknown[]) {
    this.track = track;
  }
}

let elements: FakeAudio[] = [];
const direct = { id: 'direct' } as MediaStreamTrack;
const server = { id: 'server' } as MediaStreamTrack;
/** What is heard: track and volume of each playing element. */
const heard = () => elements.flatMap(({ srcObject, volume }) => (srcObject ? [`${srcObject.track.id} ${volume}`] : []));

let page: { visibilityState: string };
beforeEach(() => {
  vi.useFakeTimers();
  elements = [];
  page = { visibilityState: 'visible' };
  vi.stubGlobal('Audio', FakeAudio);
  vi.stubGlobal('MediaStream', FakeStream);
  vi.stubGlobal('HTMLVideoElement', class {});
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const setup = () => new AudioPlayer(new Playback(), () => undefined);

describe('the sound of a publication', () => {
  it('is played at once', () => {
    setup().play(direct, null);
    expect(heard()).toEqual(['direct 1']);
  });

  it('that may come next is played silently beforehand, and faded in within 60 ms without a gap or an echo', () => {
    const player = setup();
    player.play(direct, null);
    player.play(direct, server);
    expect(heard()).toEqual(['direct 1', 'server 0']);
    player.play(server, null);
    for (let passed = 0; passed < 60; passed += 10) {
      const volumes = elements.reduce((sum, { volume, srcObject }) => (srcObject ? sum + volume : sum), 0);
      expect(volumes).toBeCloseTo(1);
      expect(heard()).toHaveLength(2);
      vi.advanceTimersByTime(10);
    }
    expect(heard()).toEqual(['server 1']);
    expect(elements).toHaveLength(2);
  });

  it('that did not come after all is stopped', () => {
    const player = setup();
    player.play(direct, server);
    player.play(direct, null);
    expect(heard()).toEqual(['direct 1']);
  });

  it('fades though it was not announced', () => {
    const player = setup();
    player.play(direct, null);
    player.play(server, null);
    expect(heard()).toEqual(['direct 1', 'server 0']);
    vi.advanceTimersByTime(100);
    expect(heard()).toEqual(['server 1']);
  });

  it('goes back in the middle of a fade', () => {
    const player = setup();
    player.play(direct, server);
    player.play(server, null);
    vi.advanceTimersByTime(30);
    player.play(direct, null);
    vi.advanceTimersByTime(200);
    expect(heard()).toEqual(['direct 1']);
  });

  it('is switched without a fade in a hidden page, whose timers are slow', () => {
    page.visibilityState = 'hidden';
    const player = setup();
    player.play(direct, server);
    player.play(server, null);
    expect(heard()).toEqual(['server 1']);
  });

  it('ends', () => {
    const player = setup();
    player.play(direct, server);
    player.close();
    expect(heard()).toEqual([]);
  });
});
