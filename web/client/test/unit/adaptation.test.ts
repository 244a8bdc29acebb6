import { describe, expect, it } from 'vitest';
import { adapt, type EncoderSample, type EncoderState, startEncoder, targetOf } from '../../src/stats/adaptation';
import { ladderFor, limitsFor, saturation, UPLINK_BUDGET, waterFill } from '../../src/stats/mesh-budget';

const camera = { width: 640, height: 480, detail: false };
const [limits] = limitsFor([camera], 1, UPLINK_BUDGET);
if (!limits) throw new Error('no limits');

type Second = Partial<Omit<EncoderSample, 'now'>>;

/** Runs a trace of seconds through the controller. */
function run(trace: readonly Second[], start: EncoderState = startEncoder(0), from = 0): EncoderState[] {
  const states: EncoderState[] = [];
  let state = start;
  for (const [index, second] of trace.entries()) {
    const sent = targetOf(state, limits as never).maxBitrate;
    const now = (from + index + 1) * 1000;
    state = adapt(
      state,
      { now, estimate: 3e6, loss: 0, rttMs: 40, sent, cpuLimited: false, ...second },
      limits as never,
    );
    states.push(state);
  }
  return states;
}

const seconds = (count: number, second: Second = {}): Second[] => Array.from({ length: count }, () => second);
const target = (states: readonly EncoderState[]) => targetOf(states.at(-1) as EncoderState, limits);

describe('a good path', () => {
  it('gets everything at once and keeps it', () => {
    for (const state of run(seconds(120))) {
      expect(targetOf(state, limits)).toEqual({
        maxBitrate: limits.maxBitrate,
        scaleResolutionDownBy: 1,
        maxFramerate: 30,
      });
    }
  });

  it('is not judged by the estimate of its first seconds', () => {
    const states = run([...seconds(4, { estimate: 200_000 }), ...seconds(4)]);
    for (const state of states) expect(targetOf(state, limits).maxBitrate).toBe(limits.maxBitrate);
  });

  it('needs no estimate (Firefox)', () => {
    expect(target(run(seconds(60, { estimate: null }))).maxBitrate).toBe(limits.maxBitrate);
  });
});

describe('loss', () => {
  it('of a fifth cuts the bitrate in the very next second, and again', () => {
    const states = run([...seconds(10), ...seconds(5, { loss: 0.2 })]);
    const rates = states.map((state) => targetOf(state, limits).maxBitrate);
    expect(rates[9]).toBe(limits.maxBitrate);
    expect(rates[10]).toBe(Math.round(limits.maxBitrate * 0.9));
    expect(rates[14]).toBeLessThan(limits.maxBitrate * 0.6);
  });

  it('of a few per cent neither cuts nor raises', () => {
    const cut = run([...seconds(10), ...seconds(5, { loss: 0.2 })]);
    const after = run(seconds(30, { loss: 0.05 }), cut.at(-1), 15);
    expect(target(after).maxBitrate).toBe(target(cut).maxBitrate);
  });

  it('that ends is followed by a slow climb after a hold', () => {
    const cut = run([...seconds(10), ...seconds(5, { loss: 0.2 })]);
    const after = run(seconds(20), cut.at(-1), 15).map((state) => targetOf(state, limits).maxBitrate);
    const low = target(cut).maxBitrate;
    expect(after[1]).toBe(low);
    expect(after[5]).toBeGreaterThan(low);
    for (const [index, rate] of after.entries()) {
      expect(rate).toBeLessThanOrEqual(Math.ceil((after[index - 1] ?? low) * 1.08));
    }
    expect(after.at(-1)).toBe(limits.maxBitrate);
  });

  it('right after a raise doubles the hold', () => {
    let state = run([...seconds(10), ...seconds(5, { loss: 0.3 })]).at(-1);
    const holds: number[] = [];
    for (let round = 0, now = 15; round < 4; round++) {
      const before = targetOf(state as EncoderState, limits).maxBitrate;
      for (;;) {
        state = run([{}], state, now++).at(-1);
        if (targetOf(state as EncoderState, limits).maxBitrate > before) break;
      }
      state = run([{ loss: 0.3 }], state, now++).at(-1);
      holds.push(state?.holdMs ?? 0);
    }
    expect(holds).toEqual([6_000, 12_000, 24_000, 30_000]);
  });

  it('never takes everything', () => {
    expect(target(run(seconds(200, { loss: 0.6 }))).maxBitrate).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a queue that we fill', () => {
  it('is drained', () => {
    const states = run([...seconds(10), ...seconds(5, { rttMs: 900 })]);
    expect(target(states).maxBitrate).toBeLessThan(limits.maxBitrate * 0.5);
  });

  it('is not taken for one on a path that is long by nature', () => {
    expect(target(run(seconds(30, { rttMs: 600 }))).maxBitrate).toBe(limits.maxBitrate);
  });
});

describe('size and frame rate', () => {
  it('go down within two seconds to what fits, straight', () => {
    const states = run([...seconds(10), ...seconds(2, { estimate: 60_000 })]);
    expect(target(states)).toMatchObject({ scaleResolutionDownBy: 3, maxFramerate: 15 });
  });

  it('do not follow a single bad second', () => {
    const states = run([...seconds(10), { estimate: 60_000 }, ...seconds(3)]);
    expect(target(states).scaleResolutionDownBy).toBe(1);
  });

  it('come back step by step, each after six good seconds', () => {
    const low = run([...seconds(10), ...seconds(3, { estimate: 60_000 })]);
    const back = run(seconds(24), low.at(-1), 13).map(({ rung }) => rung);
    expect(back[4]).toBe(3);
    expect([back[5], back[11], back[17]]).toEqual([2, 1, 0]);
  });

  it('do not swing when the path is just at the edge', () => {
    const edge = (limits.ladder[0]?.needs ?? 0) + 1;
    const trace = Array.from({ length: 100 }, (_, index) => ({ estimate: edge * (index % 2 ? 0.95 : 1.05) }));
    const rungs = run([...seconds(10), ...trace]).map(({ rung }) => rung);
    const changes = rungs.filter((rung, index) => index > 0 && rung !== rungs[index - 1]);
    expect(changes.length).toBeLessThanOrEqual(1);
  });
});

describe('a processor that cannot keep up', () => {
  it('gives up one step after three seconds, and takes it again much later', () => {
    const busy = run([...seconds(10), ...seconds(3, { cpuLimited: true })]);
    expect(target(busy).scaleResolutionDownBy).toBe(1.5);
    const calm = run(seconds(40), busy.at(-1), 13).map(({ cpuRungs }) => cpuRungs);
    expect(calm.indexOf(0)).toBe(29);
  });

  it('that is overrun again waits twice as long', () => {
    const first = run([...seconds(10), ...seconds(3, { cpuLimited: true }), ...seconds(30)]);
    const again = run(seconds(3, { cpuLimited: true }), first.at(-1), 43);
    expect(again.at(-1)?.cpuCalmNeeded).toBe(60);
  });
});

describe('the budget', () => {
  it('falls with the size of the group, for uplink and processor alike', () => {
    const spent = [1, 2, 3, 4, 5, 6, 7].map((links) => {
      const [share] = limitsFor([{ width: 1280, height: 720, detail: false }], links, UPLINK_BUDGET);
      const [best] = share?.ladder ?? [];
      return { total: (share?.maxBitrate ?? 0) * links, height: 720 / (best?.scale ?? 1) };
    });
    for (const { total } of spent) expect(total).toBeLessThanOrEqual(UPLINK_BUDGET);
    expect(spent.map(({ height }) => Math.round(height))).toEqual([720, 480, 480, 320, 320, 240, 240]);
  });

  it('gives a screen two parts and a camera one when both cannot have all', () => {
    const screen = { width: 1920, height: 1080, detail: true };
    const [a, b] = limitsFor([screen, camera], 7, UPLINK_BUDGET);
    expect((a?.maxBitrate ?? 0) + (b?.maxBitrate ?? 0)).toBeLessThanOrEqual(UPLINK_BUDGET / 7 + 1);
    expect(a?.maxBitrate).toBeGreaterThan(b?.maxBitrate ?? 0);
  });

  it('keeps text sharp and gives up frames', () => {
    const [best, next] = ladderFor({ width: 1920, height: 1080, detail: true }, 3);
    expect(next?.scale).toBe(best?.scale);
    expect(next?.framerate).toBeLessThan(best?.framerate ?? 0);
  });

  it('is not spent beyond what a picture can use', () => {
    const [share] = limitsFor([camera], 1, 100e6);
    expect(share?.maxBitrate).toBe(saturation(camera, 1));
  });
});

describe('water filling', () => {
  it.each([
    [100, [10, 200], [1, 1], [10, 90]],
    [100, [200, 200], [1, 1], [50, 50]],
    [90, [200, 200], [2, 1], [60, 30]],
    [100, [30, 30], [1, 1], [30, 30]],
    [100, [10, 40, 500], [1, 1, 1], [10, 40, 50]],
    [0, [10], [1], [0]],
    [100, [], [], []],
  ])('of %i over %j by %j gives %j', (total, demands, weights, shares) => {
    expect(waterFill(total, demands, weights)).toEqual(shares);
  });

  it('never gives more than there is, nor more than wanted', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    for (let round = 0; round < 500; round++) {
      const demands = Array.from({ length: 1 + Math.floor(random() * 6) }, () => Math.floor(random() * 1000));
      const weights = demands.map(() => 1 + Math.floor(random() * 3));
      const total = random() * 2000;
      const shares = waterFill(total, demands, weights);
      const sum = shares.reduce((all, one) => all + one, 0);
      expect(sum).toBeLessThanOrEqual(total + 1e-6);
      for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual((demands[index] ?? 0) + 1e-6);
      const wanted = demands.reduce((all, one) => all + one, 0);
      expect(sum).toBeGreaterThanOrEqual(Math.min(total, wanted) - 1e-6);
    }
  });
});
