import type { EncoderTarget } from '../links/encoding';
import type { LocalPublication } from '../links/local-publication';
import type { PeerLink } from '../links/peer-link';
import { adapt, carriedShare, type EncoderState, startEncoder, targetOf } from './adaptation';
import { limitsFor, type PictureSource } from './mesh-budget';
import type { Reading } from './reader';
import type { EncoderStrain } from './strain';
import type { TrackStats } from './types';

/** What all sound on a link may take of its estimate, bit/s: reserved before pictures get anything. */
const AUDIO_RESERVE = 80_000;

export interface Uplink {
  readonly now: number;
  /** Over how many direct links the uplink is shared. */
  readonly links: number;
  /** For all pictures over all direct links, bit/s. */
  readonly budget: number;
}

/** Steers the encoders of one direct link by its statistics, once a second. */
export class EncoderControl {
  private readonly encoders = new Map<string, EncoderState>();
  private readonly targets = new Map<string, EncoderTarget>();
  private strains: readonly EncoderStrain[] = [];

  constructor(private readonly link: PeerLink) {}

  /** How each picture fares, as of the last `steer`. */
  get strain(): readonly EncoderStrain[] {
    return this.strains;
  }

  targetOf(publication: string): EncoderTarget | undefined {
    return this.targets.get(publication);
  }

  steer(reading: Reading, { now, links, budget }: Uplink): void {
    const pictures = this.link.sent.flatMap(({ publication }) => {
      const source = pictureOf(publication);
      return source ? [{ id: publication.id, source }] : [];
    });
    const all = limitsFor(
      pictures.map(({ source }) => source),
      links,
      budget,
    );
    this.strains = pictures.flatMap(({ id }, index) => {
      const limits = all[index];
      const track = reading.tracks.find((stats) => stats.publication === id);
      if (!limits || !track) return [];
      const state = adapt(this.encoders.get(id) ?? startEncoder(now), sampleOf(reading, track, now), limits);
      this.encoders.set(id, state);
      this.apply(id, targetOf(state, limits));
      return [{ carried: carriedShare(state, limits), cpuLimited: state.cpuRungs > 1 }];
    });
  }

  /** Small changes of the bitrate are left alone: each costs a round trip through the browser's threads. */
  private apply(publication: string, target: EncoderTarget): void {
    const before = this.targets.get(publication);
    const same =
      before?.scaleResolutionDownBy === target.scaleResolutionDownBy &&
      before.maxFramerate === target.maxFramerate &&
      Math.abs(before.maxBitrate - target.maxBitrate) < before.maxBitrate * 0.05;
    if (same) return;
    this.targets.set(publication, target);
    this.link.setTarget(publication, target);
  }
}

/** What a picture may spend before anything was measured. */
export function firstTargetFor(
  publication: LocalPublication,
  links: number,
  budget: number,
): EncoderTarget | undefined {
  const source = pictureOf(publication);
  const [limits] = source ? limitsFor([source], links, budget) : [];
  return limits && targetOf(startEncoder(0), limits);
}

/** Null for sound, and for a camera that is off. */
export function pictureOf({ kind, source, track }: LocalPublication): PictureSource | null {
  if (kind !== 'video' || !track) return null;
  const { width = 640, height = 480 } = track.getSettings();
  return { width, height, detail: source === 'screen' && track.contentHint !== 'motion' };
}

function sampleOf(reading: Reading, track: TrackStats, now: number) {
  const estimate = reading.availableOutgoingBitrate;
  return {
    now,
    estimate: estimate === null ? null : Math.max(0, estimate - AUDIO_RESERVE),
    loss: track.loss,
    rttMs: reading.rttMs,
    sent: track.bitrate,
    cpuLimited: track.limitation === 'cpu',
  };
}
