import type { EncoderTarget } from '../links/encoding';
import type { LocalPublication } from '../links/local-publication';
import type { PeerLink } from '../links/peer-link';
import type { PublicationInfo } from '../wire.generated';
import { adapt, type EncoderState, startEncoder, targetOf } from './adaptation';
import { limitsFor, type PictureSource } from './mesh-budget';
import { qualityOf, scoreOf, smoothScore } from './quality';
import { NO_COUNTERS, type Reading, readReport, type StatsTrack } from './reader';
import type { LinkStats, TrackStats } from './types';

/** What all sound on a link may take of its estimate, bit/s: reserved before pictures get anything. */
const AUDIO_RESERVE = 80_000;

export interface MonitorInput {
  readonly now: number;
  readonly participant: string;
  readonly self: string;
  /** Over how many links the uplink is shared. */
  readonly links: number;
  readonly budget: number;
  readonly describe: (publication: string) => PublicationInfo | undefined;
}

/** Watches one connection: reads its statistics once a second and steers its encoders by them. */
export class LinkMonitor {
  private counters = NO_COUNTERS;
  private readonly encoders = new Map<string, EncoderState>();
  private readonly targets = new Map<string, EncoderTarget>();
  private readonly frozen = new Map<string, number>();
  private score: number | null = null;

  constructor(readonly link: PeerLink) {}

  async read(input: MonitorInput): Promise<LinkStats> {
    const report = await this.link.connection.getStats();
    const reading = readReport([...report.entries()], this.tracks(input), this.counters);
    this.counters = reading.counters;
    this.steer(reading, input);
    this.score = smoothScore(this.score, this.rate(reading, input));
    return {
      participant: input.participant,
      path: reading.path,
      rttMs: reading.rttMs,
      availableOutgoingBitrate: reading.availableOutgoingBitrate,
      quality: qualityOf(this.score),
      tracks: reading.tracks.map((track) => this.withTarget(track)),
    };
  }

  private tracks({ describe, participant, self }: MonitorInput): StatsTrack[] {
    const sent = this.link.sent.map(({ mid, publication: { id, kind, source, track } }) => ({
      ...{ publication: id, participant: self, kind, source, mid },
      direction: 'send' as const,
      trackId: track?.id ?? null,
    }));
    const received = [...this.link.tracks].flatMap(([id, track]) => {
      const info = describe(id);
      const mid = this.link.sectionOf(track)?.mid ?? null;
      if (!info) return [];
      const { kind, source } = info;
      return [{ publication: id, participant, direction: 'receive' as const, kind, source, mid, trackId: track.id }];
    });
    return [...sent, ...received];
  }

  private steer(reading: Reading, { now, links, budget }: MonitorInput): void {
    const pictures = this.link.sent.flatMap(({ publication }) => {
      const source = pictureOf(publication);
      return source ? [{ id: publication.id, source }] : [];
    });
    const all = limitsFor(
      pictures.map(({ source }) => source),
      links,
      budget,
    );
    for (const [index, { id }] of pictures.entries()) {
      const limits = all[index];
      const track = reading.tracks.find((stats) => stats.publication === id);
      if (!limits || !track) continue;
      const state = adapt(this.encoders.get(id) ?? startEncoder(now), sampleOf(reading, track, now), limits);
      this.encoders.set(id, state);
      this.apply(id, targetOf(state, limits));
    }
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

  private rate(reading: Reading, { describe }: MonitorInput): number {
    const received = reading.tracks.filter((track) => track.direction === 'receive');
    return scoreOf({
      connected: this.link.connection.connectionState === 'connected',
      loss: Math.max(0, ...reading.tracks.map((track) => track.loss)),
      jitterMs: Math.max(0, ...received.map((track) => track.jitterMs)),
      rttMs: reading.rttMs,
      frozenMs: Math.max(0, ...received.map((track) => this.frozenFor(track, describe(track.publication)?.muted))),
    });
  }

  private frozenFor(track: TrackStats, muted = true): number {
    const total = track.freezeMs ?? 0;
    const before = this.frozen.get(track.publication) ?? total;
    this.frozen.set(track.publication, total);
    return muted ? 0 : Math.max(0, total - before);
  }

  private withTarget(track: TrackStats): TrackStats {
    const target = track.direction === 'send' ? this.targets.get(track.publication) : undefined;
    return target ? { ...track, targetBitrate: target.maxBitrate } : track;
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
