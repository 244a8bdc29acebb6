import type { EncoderTarget } from '../links/encoding';

/** One second of one picture on one link. */
export interface EncoderSample {
  /** Milliseconds, any origin. */
  readonly now: number;
  /** What the browser believes the path carries for pictures, bit/s; null where it does not say (Firefox). */
  readonly estimate: number | null;
  /** 0 to 1, as the receiver reports; null without a fresh report. */
  readonly loss: number | null;
  readonly rttMs: number | null;
  /** bit/s that left in this second. */
  readonly sent: number;
  /** The browser says that the processor cannot keep up. */
  readonly cpuLimited: boolean;
}

export interface EncoderLimits {
  /** This picture's share of the uplink, bit/s. */
  readonly maxBitrate: number;
  readonly ladder: readonly Rung[];
}

/** One step of quality, best first. */
export interface Rung {
  readonly scale: number;
  readonly framerate: number;
  /** Below this many bit/s the next rung looks better. */
  readonly needs: number;
}

export interface EncoderState {
  readonly startedAt: number;
  /** The ceiling that loss and delay taught us, bit/s; infinite while the path has shown none. */
  readonly ceiling: number;
  /** No raise before. */
  readonly holdUntil: number;
  /** How long the next hold lasts: doubles when a raise was punished at once. */
  readonly holdMs: number;
  readonly raisedAt: number;
  readonly baseRttMs: number;
  readonly estimate: number | null;
  readonly rung: number;
  /** Seconds in a row in which a lower, or a higher rung would have fitted. */
  readonly below: number;
  readonly above: number;
  /** Rungs given up for the processor, and the seconds in a row with and without its trouble. */
  readonly cpuRungs: number;
  readonly cpuBusy: number;
  readonly cpuCalm: number;
  readonly cpuCalmNeeded: number;
}

const MIN_BITRATE = 60_000;
/** The browser's estimate starts low and is not news before this. */
const RAMP_UP_MS = 5_000;
const HEAVY_LOSS = 0.1;
const LIGHT_LOSS = 0.02;
const RAISE = 1.08;
const FIRST_HOLD_MS = 3_000;
const LONGEST_HOLD_MS = 30_000;
/** Trouble within this after a raise is blamed on the raise. */
const BLAME_MS = 5_000;
const SECONDS_BEFORE_DOWN = 2;
const SECONDS_BEFORE_UP = 6;
/** A rung is taken again only with this much to spare. */
const UP_MARGIN = 1.25;
const CPU_SECONDS = 3;
const CPU_CALM_SECONDS = 15;
const LONGEST_CPU_CALM_SECONDS = 120;

export function startEncoder(now: number): EncoderState {
  return {
    startedAt: now,
    ceiling: Number.POSITIVE_INFINITY,
    holdUntil: now,
    holdMs: FIRST_HOLD_MS,
    raisedAt: Number.NEGATIVE_INFINITY,
    baseRttMs: Number.POSITIVE_INFINITY,
    estimate: null,
    rung: 0,
    below: 0,
    above: 0,
    cpuRungs: 0,
    cpuBusy: 0,
    cpuCalm: 0,
    cpuCalmNeeded: CPU_CALM_SECONDS,
  };
}

/** The controller: state and one sample in, state out. Down at once, up in small steps after calm. */
export function adapt(state: EncoderState, sample: EncoderSample, limits: EncoderLimits): EncoderState {
  return withRung(withCpu(withCeiling(withEstimate(state, sample), sample, limits), sample), limits);
}

/** What the encoder is told. */
export function targetOf(state: EncoderState, limits: EncoderLimits): EncoderTarget {
  const last = limits.ladder.length - 1;
  const rung = limits.ladder[Math.min(last, state.rung + state.cpuRungs)];
  return {
    maxBitrate: Math.round(Math.max(MIN_BITRATE, usable(state, limits))),
    scaleResolutionDownBy: rung?.scale ?? 1,
    maxFramerate: rung?.framerate ?? 30,
  };
}

/** How much of what the picture is worth sending with the path carries now, 0 to 1. */
export function carriedShare(state: EncoderState, limits: EncoderLimits): number {
  const worth = Math.max(1, needs(limits, 0));
  return Math.min(1, state.ceiling / worth, (state.estimate ?? Number.POSITIVE_INFINITY) / worth);
}

/** The browser paces to its estimate by itself; the cap leaves it room to find out that there is more. */
function usable(state: EncoderState, limits: EncoderLimits): number {
  const estimated = state.estimate === null ? Number.POSITIVE_INFINITY : state.estimate * 1.5;
  return Math.min(limits.maxBitrate, state.ceiling, estimated);
}

function withEstimate(state: EncoderState, { now, estimate, rttMs }: EncoderSample): EncoderState {
  return {
    ...state,
    estimate: now - state.startedAt < RAMP_UP_MS ? null : estimate,
    baseRttMs: Math.min(state.baseRttMs, rttMs ?? Number.POSITIVE_INFINITY),
  };
}

function withCeiling(state: EncoderState, sample: EncoderSample, { maxBitrate }: EncoderLimits): EncoderState {
  const { now, loss, sent } = sample;
  const used = Math.max(MIN_BITRATE, Math.min(sent, state.ceiling, maxBitrate));
  if (loss !== null && loss >= HEAVY_LOSS) return lowered(state, now, used * (1 - loss / 2));
  if (isQueueing(state, sample)) return lowered(state, now, used * 0.85);
  const calm = loss !== null && loss < LIGHT_LOSS && now >= state.holdUntil;
  if (!calm || state.ceiling === Number.POSITIVE_INFINITY) return state;
  const ceiling = state.ceiling * RAISE;
  if (ceiling < maxBitrate) return { ...state, ceiling, raisedAt: now };
  return { ...state, ceiling: Number.POSITIVE_INFINITY, raisedAt: now, holdMs: FIRST_HOLD_MS };
}

/** A round trip far above the path's own is a queue that we fill. */
function isQueueing({ baseRttMs }: EncoderState, { rttMs }: EncoderSample): boolean {
  return rttMs !== null && rttMs > 300 && rttMs > 2 * baseRttMs + 100;
}

function lowered(state: EncoderState, now: number, ceiling: number): EncoderState {
  const blamed = now - state.raisedAt < BLAME_MS;
  const holdMs = blamed ? Math.min(LONGEST_HOLD_MS, state.holdMs * 2) : state.holdMs;
  return { ...state, ceiling: Math.max(MIN_BITRATE, ceiling), holdUntil: now + holdMs, holdMs };
}

function withCpu(state: EncoderState, { cpuLimited }: EncoderSample): EncoderState {
  const cpuBusy = cpuLimited ? state.cpuBusy + 1 : 0;
  const cpuCalm = cpuLimited ? 0 : state.cpuCalm + 1;
  if (cpuBusy >= CPU_SECONDS) {
    const cpuCalmNeeded = Math.min(LONGEST_CPU_CALM_SECONDS, state.cpuCalmNeeded * 2);
    return { ...state, cpuRungs: Math.min(3, state.cpuRungs + 1), cpuBusy: 0, cpuCalm: 0, cpuCalmNeeded };
  }
  if (state.cpuRungs > 0 && cpuCalm >= state.cpuCalmNeeded) {
    return { ...state, cpuRungs: state.cpuRungs - 1, cpuBusy, cpuCalm: 0 };
  }
  return { ...state, cpuBusy, cpuCalm };
}

function withRung(state: EncoderState, limits: EncoderLimits): EncoderState {
  const last = limits.ladder.length - 1;
  const current = Math.min(last, state.rung);
  const available = Math.min(limits.maxBitrate, state.ceiling, state.estimate ?? Number.POSITIVE_INFINITY);
  const below = available < needs(limits, current) && current < last ? state.below + 1 : 0;
  const above = current > 0 && available >= needs(limits, current - 1) * UP_MARGIN ? state.above + 1 : 0;
  if (below >= SECONDS_BEFORE_DOWN) return { ...state, rung: fitting(limits, available), below: 0, above: 0 };
  if (above >= SECONDS_BEFORE_UP) return { ...state, rung: current - 1, below: 0, above: 0 };
  return { ...state, rung: current, below, above };
}

/** Down goes straight to the rung that fits, up goes one by one. */
function fitting({ ladder }: EncoderLimits, available: number): number {
  const index = ladder.findIndex((rung) => available >= rung.needs);
  return index < 0 ? ladder.length - 1 : index;
}

function needs({ ladder }: EncoderLimits, index: number): number {
  return ladder[index]?.needs ?? 0;
}
