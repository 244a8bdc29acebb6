import { describe, expect, it } from 'vitest';
import { Handover, type Report, type Way } from '../../src/subscriptions/handover';

const DIRECT = 'p.camera>s:direct';
const FORWARD = 'p.camera>s:forward';

/** A publication whose ways the test sets, in virtual time. */
class Scene {
  readonly handover = new Handover();
  readonly reports: Report[] = [];
  private now = 0;
  ways: Way[] = [];
  quiet = false;
  signaling = true;
  open = false;

  constructor(...ways: Way[]) {
    this.ways = ways;
  }

  /** Decides every 100 ms for so long; what is shown in the end. */
  after(milliseconds = 0): string | null {
    let show: string | null = null;
    for (let passed = 0; passed <= milliseconds; passed += 100) {
      if (passed > 0) this.now += 100;
      const { now, signaling, quiet, ways } = this;
      const verdict = this.handover.decide({ now, signaling, quiet, ways });
      this.reports.push(...verdict.reports);
      this.open = verdict.open;
      show = verdict.show;
    }
    return show;
  }

  set(edge: string, change: Partial<Way>): void {
    this.ways = this.ways.map((way) => (way.edge === edge ? { ...way, ...change } : way));
  }

  remove(edge: string): void {
    this.ways = this.ways.filter((way) => way.edge !== edge);
  }
}

const direct = (change: Partial<Way> = {}): Way => ({
  ...{ edge: DIRECT, via: 'direct', connected: true, media: true, flowing: true, height: 480, pace: 12, waited: 40 },
  ...change,
});
const forward = (change: Partial<Way> = {}): Way => ({ ...direct(change), edge: FORWARD, via: 'forward', ...change });
const COMING = { connected: false, media: false, flowing: false, height: null, pace: null, waited: null } as const;

describe('a publication that moves to a way that stumbles', () => {
  it('is not shown on one that ceased after its first pictures, which is given up in the end', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways.push(forward({ pace: 2 }));
    expect(scene.after(300)).toBe(DIRECT);
    scene.set(FORWARD, { pace: 0 });
    expect(scene.after(7_000)).toBe(DIRECT);
    scene.after(2_000);
    expect(scene.reports).toEqual([{ edge: FORWARD, state: 'failed' }]);
  });

  it('goes over when the new one has found its pace', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways.push(forward({ pace: 3 }));
    expect(scene.after(1_000)).toBe(DIRECT);
    scene.set(FORWARD, { pace: 9 });
    expect(scene.after()).toBe(FORWARD);
  });

  it('goes over though a weak path has fewer pictures, but later', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways.push(forward({ pace: 3 }));
    expect(scene.after(1_900)).toBe(DIRECT);
    expect(scene.after(200)).toBe(FORWARD);
  });

  it('goes over at once when the old one has nothing either, as a screen that stands still', () => {
    const scene = new Scene(direct({ pace: 0 }));
    scene.after();
    scene.ways.push(forward({ pace: 0 }));
    expect(scene.after(400)).toBe(FORWARD);
  });
});

describe('a publication that moves to a way that is behind', () => {
  it('stays until the new one has caught up', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways.push(forward({ waited: 440 }));
    expect(scene.after(3_000)).toBe(DIRECT);
    scene.set(FORWARD, { waited: 100 });
    expect(scene.after()).toBe(FORWARD);
  });

  it('does not wait forever', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways.push(forward({ waited: 440 }));
    expect(scene.after(4_900)).toBe(DIRECT);
    expect(scene.after(200)).toBe(FORWARD);
  });

  it('waits no longer than the server, however late its first picture came', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways.push(forward(COMING));
    scene.after(6_000);
    scene.set(FORWARD, { ...forward({ waited: 440 }) });
    expect(scene.after(1_800)).toBe(DIRECT);
    expect(scene.after(300)).toBe(FORWARD);
    expect(scene.reports).toEqual([{ edge: FORWARD, state: 'up' }]);
  });

  it('goes over to one that is ahead, and to one of which nothing is known', () => {
    for (const waited of [5, null]) {
      const scene = new Scene(direct({ waited: 300 }));
      scene.after();
      scene.ways.push(forward({ waited }));
      expect(scene.after(400)).toBe(FORWARD);
    }
  });

  it('goes over at once when the old one is gone', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct({ connected: false }), forward({ waited: 440 })];
    expect(scene.after()).toBe(FORWARD);
  });
});

describe('a publication with one way', () => {
  it('shows it as soon as there is a track, and tells nobody', () => {
    const scene = new Scene(forward(COMING));
    expect(scene.after()).toBe(FORWARD);
    scene.set(FORWARD, { connected: true, media: true });
    expect(scene.after(500)).toBe(FORWARD);
    expect(scene.open).toBe(true);
    scene.set(FORWARD, { flowing: true });
    scene.after();
    expect(scene.open).toBe(false);
    expect(scene.reports).toEqual([]);
  });

  it('reports a direct link that does not come up, once', () => {
    const scene = new Scene(direct(COMING));
    scene.after(5_900);
    expect(scene.reports).toEqual([]);
    scene.after(30_000);
    expect(scene.reports).toEqual([{ edge: DIRECT, state: 'failed' }]);
  });

  it('does not count time in which nobody could be reached', () => {
    const scene = new Scene(direct(COMING));
    scene.signaling = false;
    scene.after(60_000);
    scene.signaling = true;
    scene.after(5_000);
    expect(scene.reports).toEqual([]);
  });

  it('takes a connected link for good though nothing is sent', () => {
    const scene = new Scene(direct({ flowing: false }));
    scene.after(60_000);
    expect(scene.reports).toEqual([]);
  });
});

describe('a move', () => {
  it.each([
    ['to the server', direct(), forward(COMING)],
    ['back to the direct link', forward(), direct(COMING)],
  ])('%s shows the old way until the new one has begun and settled', (_, old, fresh) => {
    const scene = new Scene(old);
    scene.after(1_000);
    scene.ways = [old, fresh];
    expect(scene.after(2_000)).toBe(old.edge);
    scene.set(fresh.edge, { connected: true, media: true });
    expect(scene.after(2_000)).toBe(old.edge);
    expect(scene.reports).toEqual([]);
    scene.set(fresh.edge, { flowing: true, height: 480 });
    expect(scene.after(300)).toBe(old.edge);
    expect(scene.after(100)).toBe(fresh.edge);
    expect(scene.reports).toEqual([{ edge: fresh.edge, state: 'up' }]);
    scene.remove(old.edge);
    expect(scene.after(1_000)).toBe(fresh.edge);
    expect(scene.reports).toHaveLength(1);
  });

  it('waits a little for a picture that is still small, but not for long', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct(), forward({ height: 120 })];
    expect(scene.after(1_900)).toBe(DIRECT);
    expect(scene.after(200)).toBe(FORWARD);
  });

  it('does not wait for sharpness when the old way broke', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct({ connected: false }), forward({ height: 120 })];
    expect(scene.after()).toBe(FORWARD);
  });

  it('of something muted or hidden is done when the link is up and has a slot for it', () => {
    const scene = new Scene(direct());
    scene.quiet = true;
    scene.after();
    scene.ways = [direct(), forward({ flowing: false, media: false })];
    expect(scene.after(1_000)).toBe(DIRECT);
    scene.set(FORWARD, { media: true });
    expect(scene.after()).toBe(FORWARD);
    expect(scene.reports).toEqual([{ edge: FORWARD, state: 'up' }]);
  });

  it('that cannot be made is reported, and the old way goes on', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct(), forward(COMING)];
    expect(scene.after(8_100)).toBe(DIRECT);
    expect(scene.reports).toEqual([{ edge: FORWARD, state: 'failed' }]);
    scene.remove(FORWARD);
    expect(scene.after(1_000)).toBe(DIRECT);
    scene.ways = [direct(), forward()];
    expect(scene.after(500)).toBe(FORWARD);
  });

  it('taken back halfway leaves the old way as it was', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct(), forward(COMING)];
    scene.after(500);
    scene.remove(FORWARD);
    expect(scene.after(500)).toBe(DIRECT);
    expect(scene.reports).toEqual([]);
  });

  it('taken back after it was shown returns to the old way at once', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct(), forward()];
    expect(scene.after(400)).toBe(FORWARD);
    scene.remove(FORWARD);
    expect(scene.after()).toBe(DIRECT);
  });

  it('goes back and forth as often as the plan wants', () => {
    const scene = new Scene(direct());
    scene.after();
    for (let round = 0; round < 10; round++) {
      scene.ways = [...scene.ways, scene.ways[0]?.edge === DIRECT ? forward(COMING) : direct(COMING)];
      const [old, fresh] = scene.ways as [Way, Way];
      expect(scene.after(300)).toBe(old.edge);
      scene.set(fresh.edge, { connected: true, media: true, flowing: true, height: 480 });
      expect(scene.after(500)).toBe(fresh.edge);
      scene.remove(old.edge);
      scene.after();
    }
    expect(scene.reports.map(({ edge, state }) => `${edge} ${state}`)).toEqual(
      Array.from({ length: 10 }, (_, round) => `${round % 2 === 0 ? FORWARD : DIRECT} up`),
    );
  });

  it('is told again after a break, for the server may not have heard it', () => {
    const scene = new Scene(direct());
    scene.after();
    scene.ways = [direct(), forward()];
    scene.after(1_000);
    scene.handover.repeatReports();
    scene.after(1_000);
    expect(scene.reports).toEqual([
      { edge: FORWARD, state: 'up' },
      { edge: FORWARD, state: 'up' },
    ]);
  });
});
