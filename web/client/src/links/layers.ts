import type { TrackSource } from '../wire.generated';
import { type Encoding, encodingFor } from './encoding';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What the layers of one publication to the server may be. */
export interface LayerInput {
  readonly source: TrackSource;
  /** Captured pixels. */
  readonly size: PictureSize;
  /** Layers that the section was made with. */
  readonly count: number;
  /** The layers lie in one encoding. */
  readonly scalable: boolean;
  /** Layers that somebody watches, 0 being the smallest; null while the server has not said. */
  readonly wanted: readonly number[] | null;
  /** For all layers together, bit/s. */
  readonly budget: number;
}

/** Names of the layers, smallest first: quarter, half, full. */
export const RIDS = ['q', 'h', 'f'] as const;

/** At these sizes (pixels) Chromium begins to send a second and a third layer; below, it would leave out the largest. */
const TWO_LAYERS = 480 * 270;
const THREE_LAYERS = 960 * 540;
/** A picture of 1280x720 at 30 frames looks right with this many bit/s, a smaller one with somewhat more per pixel. */
const BITRATE_720P = 1_700_000;
const PIXELS_720P = 1280 * 720;
const BITRATE_EXPONENT = 0.85;
/**
 * Three temporal layers in each encoding: for a narrow link the server leaves out frames, not pictures. Chromium does so by
 * itself for simulcast alone.
 */
const FRAMES_TO_LEAVE_OUT = 'L1T3';
const SCREEN_BITRATE = 2_500_000;

/** How many layers a camera of this size is sent in. */
export function layerCount({ width, height }: PictureSize): 1 | 2 | 3 {
  const pixels = width * height;
  if (pixels >= THREE_LAYERS) return 3;
  return pixels >= TWO_LAYERS ? 2 : 1;
}

/** The encodings of a sender to the server, one for each layer. */
export function layersFor(input: LayerInput): Encoding[] {
  const { source } = input;
  if (source === 'microphone' || source === 'screenAudio') return [encodingFor(source, undefined)];
  if (source === 'screen') return [screenLayer(input)];
  if (input.scalable) return [scalableLayers(input)];
  const used = Math.min(input.count, layerCount(input.size));
  const watched = watchedLayers(input.wanted, used);
  const rates = Array.from({ length: used }, (_, index) => bitrateOf(input.size, scaleOf(index, used)));
  const total = rates.reduce((sum, rate, index) => (watched.has(index) ? sum + rate : sum), 0);
  const share = Math.min(1, input.budget / Math.max(1, total));
  return Array.from({ length: input.count }, (_, index) => ({
    ...(input.count > 1 ? { rid: RIDS[index] ?? '' } : {}),
    active: index < used && watched.has(index),
    maxBitrate: Math.round((rates[index] ?? rates[0] ?? BITRATE_720P) * share),
    scaleResolutionDownBy: index < used ? scaleOf(index, used) : 1,
    scalabilityMode: FRAMES_TO_LEAVE_OUT,
    priority: 'low',
    networkPriority: 'low',
  }));
}

/** Text is nobody's small tile: one layer, served before cameras. */
function screenLayer({ wanted, budget }: LayerInput): Encoding {
  return {
    active: wanted === null || wanted.length > 0,
    maxBitrate: Math.min(SCREEN_BITRATE, budget),
    priority: 'high',
    networkPriority: 'medium',
  };
}

/**
 * One encoding with all layers in it. The largest costs what it costs alone: the smaller ones are what it is made from, and
 * codecs that can do this need fewer bits. Large layers that nobody watches get no bits, so that the encoder leaves them
 * out and takes them up again by itself; another `scalabilityMode` would start it anew, at a key frame for everybody.
 */
function scalableLayers({ size, count, wanted, budget }: LayerInput): Encoding {
  const used = Math.min(count, layerCount(size));
  const watched = watchedLayers(wanted, used);
  const largest = Math.max(0, ...watched);
  return {
    active: watched.size > 0,
    maxBitrate: Math.round(Math.min(bitrateOf(size, scaleOf(largest, used)), budget)),
    scalabilityMode: `L${used}T3`,
    scaleResolutionDownBy: 1,
    priority: 'low',
    networkPriority: 'low',
  };
}

/** A layer that the capture has become too small for is served by the largest that there is. */
function watchedLayers(wanted: readonly number[] | null, used: number): ReadonlySet<number> {
  const all = wanted ?? Array.from({ length: used }, (_, index) => index);
  return new Set(all.map((index) => Math.min(index, used - 1)));
}

function scaleOf(index: number, used: number): number {
  return 2 ** (used - 1 - index);
}

function bitrateOf({ width, height }: PictureSize, scale: number): number {
  const pixels = (width * height) / scale ** 2;
  return BITRATE_720P * (pixels / PIXELS_720P) ** BITRATE_EXPONENT;
}
