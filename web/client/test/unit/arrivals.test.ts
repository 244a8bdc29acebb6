import { beforeEach, describe, expect, it } from 'vitest';
import type { MediaLink } from '../../src/links/media-link';
import { Arrivals, type Incoming } from '../../src/subscriptions/arrivals';

interface Stat {
  type: string;
  mid: string;
  framesDecoded?: number;
  keyFramesDecoded?: number;
  packetsReceived?: number;
  frameHeight?: number;
  jitterBufferDelay?: number;
  jitterBufferEmittedCount?: number;
}

/** A link whose sections and statistics the test sets. */
class FakeLink {
  readonly stats = new Map<string, Stat>();
  readings = 0;
  readonly connection = {
    getStats: async () => {
      this.readings++;
      return this.stats;
    },
  };

  track(mid: string, kind = 'video'): MediaStreamTrack {
    return { id: `t${mid}`, kind } as MediaStreamTrack;
  }

  sectionOf(track: MediaStreamTrack): { mid: string } {
    return { mid: track.id.slice(1) };
  }

  receive(mid: string, stat: Omit<Stat, 'type' | 'mid'>): void {
    this.stats.set(mid, { type: 'inbound-rtp', mid, ...stat });
  }
}

let link: FakeLink;
let arrivals: Arrivals;
beforeEach(() => {
  link = new FakeLink();
  arrivals = new Arrivals();
});

const coming = (track: MediaStreamTrack): Incoming => ({ link: link as unknown as MediaLink, track });
const watch = (edges: Record<string, MediaStreamTrack>, now = 0) =>
  arrivals.watch(new Map(Object.entries(edges).map(([edge, track]) => [edge, coming(track)])), now);

describe('a section', () => {
  it('delivers from its first decoded frame on', async () => {
    watch({ e: link.track('0') });
    await arrivals.read(['e'], 0);
    expect(arrivals.of('e').flowing).toBe(false);
    link.receive('0', { framesDecoded: 0, packetsReceived: 20 });
    await arrivals.read(['e'], 100);
    expect(arrivals.of('e').flowing).toBe(false);
    link.receive('0', { framesDecoded: 1, frameHeight: 480 });
    await arrivals.read(['e'], 200);
    expect(arrivals.of('e')).toMatchObject({ flowing: true, isOurs: true, height: 480, pace: 1 });
  });

  it('tells how many pictures it brought in the last 400 ms', async () => {
    watch({ e: link.track('0') });
    const pace = async (framesDecoded: number, now: number) => {
      link.receive('0', { framesDecoded });
      await arrivals.read(['e'], now);
      return arrivals.of('e').pace;
    };
    expect(await pace(3, 0)).toBe(0);
    expect(await pace(6, 100)).toBe(3);
    expect(await pace(9, 300)).toBe(6);
    expect(await pace(12, 400)).toBe(9);
    expect(await pace(15, 500)).toBe(9);
    expect(await pace(15, 900)).toBe(0);
  });

  it.each(['video', 'audio'])('tells how long what it played lately had waited (%s)', async (kind) => {
    watch({ e: link.track('0', kind) });
    const waited = async (jitterBufferDelay: number, jitterBufferEmittedCount: number, now: number) => {
      link.receive('0', { jitterBufferDelay, jitterBufferEmittedCount });
      await arrivals.read(['e'], now);
      return arrivals.of('e').waited;
    };
    expect(await waited(0.5, 10, 0)).toBeNull();
    expect(await waited(0.7, 12, 100)).toBeCloseTo(100);
    expect(await waited(0.7, 12, 1_000)).toBeNull();
    expect(await waited(0.9, 22, 1_100)).toBeCloseTo(20);
  });

  it('of sound delivers after some packets', async () => {
    watch({ e: link.track('0', 'audio') });
    link.receive('0', { packetsReceived: 2 });
    await arrivals.read(['e'], 0);
    expect(arrivals.of('e').flowing).toBe(false);
    link.receive('0', { packetsReceived: 3 });
    await arrivals.read(['e'], 0);
    expect(arrivals.of('e').flowing).toBe(true);
  });

  it('that was used before counts from what it had carried until then', async () => {
    const track = link.track('0');
    watch({ before: track });
    watch({}, 1_000);
    link.receive('0', { framesDecoded: 500, keyFramesDecoded: 1 });
    watch({ after: track }, 5_000);
    await arrivals.read(['after'], 5_000);
    expect(arrivals.of('after')).toMatchObject({ flowing: false, isOurs: true });
    link.receive('0', { framesDecoded: 501, keyFramesDecoded: 2 });
    await arrivals.read(['after'], 5_100);
    expect(arrivals.of('after').flowing).toBe(true);
  });

  it('that goes from one picture to another shows nothing before the key frame of the new one', async () => {
    const track = link.track('0');
    watch({ before: track });
    link.receive('0', { framesDecoded: 500, keyFramesDecoded: 1 });
    watch({ after: track }, 1_000);
    await arrivals.read(['after'], 1_000);
    link.receive('0', { framesDecoded: 510, keyFramesDecoded: 1 });
    await arrivals.read(['after'], 1_100);
    expect(arrivals.of('after')).toMatchObject({ flowing: false, isOurs: false });
    link.receive('0', { framesDecoded: 511, keyFramesDecoded: 2 });
    await arrivals.read(['after'], 1_200);
    expect(arrivals.of('after')).toMatchObject({ flowing: true, isOurs: true });
  });

  it('is not waited for forever where key frames are not counted', async () => {
    const track = link.track('0');
    watch({ before: track });
    link.receive('0', { framesDecoded: 500 });
    watch({ after: track }, 1_000);
    await arrivals.read(['after'], 1_000);
    link.receive('0', { framesDecoded: 550 });
    await arrivals.read(['after'], 2_500);
    expect(arrivals.of('after').flowing).toBe(true);
  });

  it('is read once for all that comes over its link', async () => {
    watch({ a: link.track('0'), b: link.track('1'), c: link.track('2') });
    await arrivals.read(['a', 'b'], 0);
    expect(link.readings).toBe(1);
  });
});
