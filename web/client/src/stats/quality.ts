import type { Quality } from './types';

/** What is known of the media between somebody and us over the last second. */
export interface QualitySample {
  readonly connected: boolean;
  /** The worse of both directions, 0 to 1. */
  readonly loss: number;
  readonly jitterMs: number;
  readonly rttMs: number | null;
  /** Milliseconds of the last second in which a picture stood still. */
  readonly frozenMs: number;
}

export const UNKNOWN_QUALITY: Quality = { level: 'unknown', score: null };

/**
 * A score in the manner of a mean opinion score, 0 to 5. The slopes follow what people notice: 2 % loss is hidden by
 * FEC and RED, 10 % is not; a round trip up to 150 ms is natural talk (ITU-T G.114), 400 ms is talking over each other.
 */
export function scoreOf({ connected, loss, jitterMs, rttMs, frozenMs }: QualitySample): number {
  if (!connected) return 0;
  const penalty =
    slope(loss, 0.01, 0.2, 3.5) +
    slope(jitterMs, 30, 120, 1.2) +
    slope(rttMs ?? 0, 150, 500, 1.8) +
    slope(frozenMs, 0, 600, 2.5);
  return Math.max(0.5, 5 - penalty);
}

/** Falls at once, recovers slowly: an indicator that flickers helps nobody. */
export function smoothScore(before: number | null, now: number): number {
  if (before === null || now < before) return now;
  return before + (now - before) * 0.25;
}

export function qualityOf(score: number): Quality {
  const level = score >= 4 ? 'excellent' : score >= 2.75 ? 'good' : score > 0 ? 'poor' : 'lost';
  return { level, score: Math.round(score * 10) / 10 };
}

/** Of oneself: the median over the links, so that one far friend does not make one's own line look bad. */
export function overall(qualities: readonly Quality[]): Quality {
  const scores = qualities.flatMap(({ score }) => score ?? []).sort((a, b) => a - b);
  const median = scores[Math.floor((scores.length - 1) / 2)];
  return median === undefined ? UNKNOWN_QUALITY : qualityOf(median);
}

function slope(value: number, from: number, to: number, most: number): number {
  return (Math.min(1, Math.max(0, (value - from) / (to - from))) || 0) * most;
}
