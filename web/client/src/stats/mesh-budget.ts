import type { EncoderLimits, Rung } from './adaptation';

/** All pictures together, to all links, bit/s: what a common uplink carries without pain. */
export const UPLINK_BUDGET = 4_000_000;

export interface PictureSource {
  /** Captured pixels. */
  readonly width: number;
  readonly height: number;
  /** Text and slides: sharpness before motion. */
  readonly detail: boolean;
}

/**
 * The height that is worth sending to each of so many links. A mesh encodes once for each of them, and the more people,
 * the smaller their tiles: processor and uplink both say the same.
 */
function usefulHeight(links: number): number {
  if (links <= 1) return 720;
  if (links <= 3) return 480;
  return links <= 5 ? 320 : 240;
}

function usefulFramerate(links: number): number {
  if (links <= 3) return 30;
  return links <= 5 ? 24 : 20;
}

/** Bits per pixel at which a step of the ladder still looks right, best step first. */
const CAMERA_STEPS = [
  { scale: 1, framerate: 1, bitsPerPixel: 0.035 },
  { scale: 1.5, framerate: 1, bitsPerPixel: 0.04 },
  { scale: 2, framerate: 0.67, bitsPerPixel: 0.055 },
  { scale: 3, framerate: 0.5, bitsPerPixel: 0.075 },
  { scale: 4, framerate: 0.34, bitsPerPixel: 0 },
] as const;

const DETAIL_STEPS = [
  { scale: 1, framerate: 15, bitsPerPixel: 0.02 },
  { scale: 1, framerate: 8, bitsPerPixel: 0.02 },
  { scale: 1, framerate: 5, bitsPerPixel: 0.015 },
  { scale: 1, framerate: 3, bitsPerPixel: 0.012 },
  { scale: 1.5, framerate: 3, bitsPerPixel: 0 },
] as const;

export function ladderFor(source: PictureSource, links: number): readonly Rung[] {
  const { width, height } = source;
  if (source.detail) {
    return DETAIL_STEPS.map(({ scale, framerate, bitsPerPixel }) =>
      rung(width, height, scale, framerate, bitsPerPixel),
    );
  }
  const base = Math.max(1, height / usefulHeight(links));
  return CAMERA_STEPS.map((step) =>
    rung(width, height, base * step.scale, Math.round(usefulFramerate(links) * step.framerate), step.bitsPerPixel),
  );
}

/** A picture gains nothing from more than this, bit/s. */
export function saturation(source: PictureSource, links: number): number {
  const [best] = ladderFor(source, links);
  return Math.max(best ? best.needs * 2.5 : 0, 150_000);
}

/**
 * What each picture on one link may spend: an equal share of the uplink for each link, of which a screen takes two
 * parts and a camera one; what one does not need is the other's.
 */
export function limitsFor(sources: readonly PictureSource[], links: number, budget: number): readonly EncoderLimits[] {
  const weights = sources.map((source) => (source.detail ? 2 : 1));
  const demands = sources.map((source) => saturation(source, links));
  const shares = waterFill(budget / Math.max(1, links), demands, weights);
  return sources.map((source, index) => ({ maxBitrate: shares[index] ?? 0, ladder: ladderFor(source, links) }));
}

/** Divides `total` by weight, nobody above their demand; what is left over goes to those who still want. */
export function waterFill(total: number, demands: readonly number[], weights: readonly number[]): readonly number[] {
  const shares = demands.map(() => 0);
  let open = demands.map((_, index) => index);
  let left = total;
  while (open.length > 0 && left > 0) {
    const weight = open.reduce((sum, index) => sum + (weights[index] ?? 1), 0);
    const full = open.filter((index) => (demands[index] ?? 0) <= (left * (weights[index] ?? 1)) / weight);
    const granted = full.length > 0 ? full : open;
    for (const index of granted) {
      shares[index] = full.length > 0 ? (demands[index] ?? 0) : (left * (weights[index] ?? 1)) / weight;
    }
    if (full.length === 0) break;
    left -= full.reduce((sum, index) => sum + (demands[index] ?? 0), 0);
    open = open.filter((index) => !full.includes(index));
  }
  return shares;
}

function rung(width: number, height: number, scale: number, framerate: number, bitsPerPixel: number): Rung {
  const pixelsPerSecond = (width / scale) * (height / scale) * framerate;
  return { scale, framerate, needs: Math.round(pixelsPerSecond * bitsPerPixel) };
}
