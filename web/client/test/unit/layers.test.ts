import { describe, expect, it } from 'vitest';
import { type LayerInput, layerCount, layersFor } from '../../src/links/layers';

const camera = (width: number, height: number, change: Partial<LayerInput> = {}): LayerInput => ({
  ...{ source: 'camera', size: { width, height }, count: layerCount({ width, height }), wanted: null },
  ...{ scalable: false, budget: 10e6 },
  ...change,
});
const told = (input: LayerInput) =>
  layersFor(input).map(({ rid, active, scaleResolutionDownBy }) => `${rid} ${active} /${scaleResolutionDownBy}`);

/** The bits below which libwebrtc leaves the upper of so many layers out (svc_config.cc: a least rate for each, summed up). */
function leastFor(width: number, height: number, layers: number, mode = 'L3T3'): number {
  const all = Number(mode[1]);
  const least = Array.from({ length: layers }, (_, layer) => {
    const pixels = (width * height) / 4 ** (all - 1 - layer);
    return Math.max(0, 600 * Math.sqrt(pixels) - 95_000);
  });
  return least.reduce((sum, rate) => sum + rate, 0);
}

describe('the layers of a camera', () => {
  it.each([
    [1280, 720, ['q true /4', 'h true /2', 'f true /1']],
    [960, 540, ['q true /4', 'h true /2', 'f true /1']],
    // Chromium would send a third layer at these sizes only in place of the largest.
    [640, 480, ['q true /2', 'h true /1']],
    [640, 360, ['q true /2', 'h true /1']],
    [320, 240, ['undefined true /1']],
  ])('of %ix%i halve the picture down to what is worth sending', (width, height, layers) => {
    expect(told(camera(width, height))).toEqual(layers);
  });

  it('have frames to leave out, each of them', () => {
    for (const size of [camera(1280, 720), camera(320, 240)])
      for (const { scalabilityMode } of layersFor(size)) expect(scalabilityMode).toBe('L1T3');
  });

  it('that nobody watches are not encoded', () => {
    expect(told(camera(1280, 720, { wanted: [0, 2] }))).toEqual(['q true /4', 'h false /2', 'f true /1']);
    expect(told(camera(1280, 720, { wanted: [] }))).toEqual(['q false /4', 'h false /2', 'f false /1']);
  });

  it.each([
    [1280, 720, 'L3T3'],
    [640, 480, 'L2T3'],
    [320, 240, 'L1T3'],
  ])('of %ix%i are all in one encoding with a scalable codec', (width, height, scalabilityMode) => {
    const [encoding, ...others] = layersFor(camera(width, height, { scalable: true }));
    expect(others).toEqual([]);
    expect(encoding).toMatchObject({ active: true, scalabilityMode, scaleResolutionDownBy: 1 });
    expect(encoding).not.toHaveProperty('rid');
    const largest = layersFor(camera(width, height)).at(-1)?.maxBitrate;
    expect(encoding?.maxBitrate).toBe(largest);
  });

  it.each([
    [1280, 720],
    [960, 540],
    [1920, 1080],
    [640, 480],
  ])('of %ix%i in a scalable codec stop singly, for want of bits, and the encoder goes on', (width, height) => {
    const scalable = (wanted: number[]) => layersFor(camera(width, height, { scalable: true, wanted }))[0];
    const all = scalable([0, 1, 2]);
    for (const layer of [0, 1]) {
      const fewer = scalable([layer]);
      expect(fewer).toMatchObject({ active: true, scalabilityMode: all?.scalabilityMode, scaleResolutionDownBy: 1 });
      if (all?.scalabilityMode === 'L2T3' && layer === 1) expect(fewer).toEqual(all);
      else expect(fewer?.maxBitrate).toBeLessThan(leastFor(width, height, layer + 2, all?.scalabilityMode));
    }
    expect(scalable([])).toMatchObject({ active: false });
  });

  it('of a scalable codec are one where the browser knows nothing of layers', () => {
    const [only] = layersFor(camera(1280, 720, { scalable: true, count: 1, wanted: [0] }));
    expect(only).toMatchObject({ active: true, maxBitrate: 1_700_000, scalabilityMode: 'L1T3' });
  });

  it('follow a camera that has become smaller: the largest that is left serves who wanted more', () => {
    const smaller = camera(640, 480, { count: 3, wanted: [2] });
    expect(told(smaller)).toEqual(['q false /2', 'h true /1', 'f false /1']);
  });

  it('follow a camera that has become larger as far as the section can', () => {
    expect(told(camera(1280, 720, { count: 2 }))).toEqual(['q true /2', 'h true /1']);
  });

  it('spend more on larger pictures, and less per pixel', () => {
    const rates = layersFor(camera(1280, 720)).map(({ maxBitrate = 0 }) => maxBitrate);
    expect(rates[2]).toBe(1_700_000);
    for (const [index, rate] of rates.entries()) {
      if (index > 0) expect(rate / (rates[index - 1] ?? 1)).toBeGreaterThan(2);
      if (index > 0) expect(rate / (rates[index - 1] ?? 1)).toBeLessThan(4);
    }
  });

  it('share a budget that does not suffice, of which what is not encoded takes nothing', () => {
    const sum = (input: LayerInput) =>
      layersFor(input).reduce((all, { active, maxBitrate = 0 }) => (active ? all + maxBitrate : all), 0);
    expect(sum(camera(1280, 720, { budget: 1e6 }))).toBeLessThanOrEqual(1e6 + 3);
    expect(layersFor(camera(1280, 720, { budget: 1.7e6, wanted: [2] }))[2]?.maxBitrate).toBe(1_700_000);
  });
});

describe('other publications', () => {
  it('send a screen as one layer, before cameras, and only while it is watched', () => {
    const screen = camera(1920, 1080, { source: 'screen', count: 1 });
    expect(layersFor(screen)).toMatchObject([{ active: true, priority: 'high' }]);
    expect(layersFor(screen)[0]).not.toHaveProperty('rid');
    expect(layersFor({ ...screen, wanted: [] })).toMatchObject([{ active: false }]);
  });

  it('send sound at its small fixed bitrate', () => {
    expect(layersFor(camera(0, 0, { source: 'microphone' }))).toMatchObject([{ maxBitrate: 32_000, priority: 'high' }]);
  });
});
