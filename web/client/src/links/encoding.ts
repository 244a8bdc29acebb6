import type { TrackSource } from '../wire.generated';

/** With what TypeScript's library does not know yet (webrtc-svc). */
export interface Encoding extends RTCRtpEncodingParameters {
  /** Layers in one encoding: `L3T3` are three sizes at three frame rates. */
  scalabilityMode?: string;
}

/** What a link's encoder may spend on one publication. */
export interface EncoderTarget {
  /** bit/s. */
  readonly maxBitrate: number;
  /** 1: the captured size; 2: half of width and height. */
  readonly scaleResolutionDownBy: number;
  readonly maxFramerate: number;
}

/** Opus speech needs no more; with RED about twice this goes over the wire. */
export const MICROPHONE_BITRATE = 32_000;
/** Music and film sound, in stereo. */
export const SCREEN_AUDIO_BITRATE = 128_000;

/**
 * The parameters of a sender's only encoding. Audio is protected first: it gets a small share that is never cut, and
 * the high priority (RFC 8835, section 4.1), so the browser's allocator and pacer serve it before pictures.
 */
export function encodingFor(source: TrackSource, target: EncoderTarget | undefined): Encoding {
  if (source === 'microphone') return { maxBitrate: MICROPHONE_BITRATE, priority: 'high', networkPriority: 'high' };
  if (source === 'screenAudio') return { maxBitrate: SCREEN_AUDIO_BITRATE, priority: 'high', networkPriority: 'high' };
  return { ...target, priority: 'low', networkPriority: 'low' };
}

/**
 * Brings a sender's encodings to `wanted`, one for each that it was made with. False if the browser would not take them
 * now: between two negotiation steps the parameters may be gone under our feet, so the caller tries again at its next
 * turn.
 */
export async function applyEncodings(sender: RTCRtpSender, wanted: readonly Encoding[]): Promise<boolean> {
  // getParameters and setParameters must happen in one task: the browser throws the transaction away after it.
  const parameters = sender.getParameters();
  const present = parameters.encodings ?? [];
  if (present.length !== wanted.length) return false;
  if (wanted.every((encoding, index) => isSubset(encoding, present[index] ?? {}))) return true;
  for (const [index, encoding] of wanted.entries()) Object.assign(present[index] ?? {}, encoding);
  try {
    await sender.setParameters(parameters);
    return true;
  } catch {
    return false;
  }
}

/**
 * What a browser does not know (networkPriority and scalabilityMode in Firefox) it does not show either: asking again would
 * not help.
 */
function isSubset(wanted: Encoding, present: Encoding): boolean {
  const { networkPriority: _, scalabilityMode, ...shown } = wanted;
  const isShown = scalabilityMode !== undefined && present.scalabilityMode !== undefined;
  if (isShown && present.scalabilityMode !== scalabilityMode) return false;
  return (Object.keys(shown) as (keyof typeof shown)[]).every((key) => present[key] === wanted[key]);
}
