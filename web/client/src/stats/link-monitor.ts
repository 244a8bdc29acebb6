import type { MediaLink } from '../links/media-link';
import type { PublicationInfo } from '../wire.generated';
import { qualityOf, scoreOf, smoothScore } from './quality';
import { NO_COUNTERS, type Reading, readReport, type StatsTrack } from './reader';
import type { LinkStats, Quality, TrackStats } from './types';

export interface MonitorInput {
  readonly self: string;
  /** Who is at the other end of a direct link; null: the server. */
  readonly participant: string | null;
  readonly describe: (publication: string) => PublicationInfo | undefined;
}

interface Frozen {
  readonly mid: string | null;
  readonly totalMs: number;
}

/** Watches one connection: reads its statistics once a second, and judges from them how media flows. */
export class LinkMonitor {
  private counters = NO_COUNTERS;
  private readonly frozen = new Map<string, Frozen>();
  private scores: ReadonlyMap<string, number> = new Map();
  private score: number | null = null;

  constructor(readonly link: MediaLink) {}

  async read(input: MonitorInput): Promise<{ readonly stats: LinkStats; readonly reading: Reading }> {
    const report = await this.link.connection.getStats();
    const tracks = this.tracks(input);
    const reading = readReport([...report.entries()], tracks, this.counters);
    this.counters = reading.counters;
    this.judge(reading, tracks, input);
    const stats: LinkStats = {
      participant: input.participant,
      path: input.participant === null ? 'server' : reading.path,
      rttMs: reading.rttMs,
      availableOutgoingBitrate: reading.availableOutgoingBitrate,
      quality: qualityOf(this.score ?? 0),
      tracks: reading.tracks,
    };
    return { stats, reading };
  }

  /** How well what comes from somebody flows; null if nothing comes from them here. */
  qualityOf(participant: string): Quality | null {
    const score = this.scores.get(participant);
    return score === undefined ? null : qualityOf(score);
  }

  private tracks({ describe, self }: MonitorInput): StatsTrack[] {
    const sent = this.link.sent.map(({ mid, publication: { id, kind, source, track } }) => ({
      ...{ publication: id, participant: self, kind, source, mid },
      direction: 'send' as const,
      trackId: track?.id ?? null,
    }));
    const received = [...this.link.tracks].flatMap(([id, track]) => {
      const info = describe(id);
      if (!info) return [];
      const { kind, source } = info;
      const mid = this.link.sectionOf(track)?.mid ?? null;
      const participant = publisherOf(id);
      return [{ publication: id, participant, direction: 'receive' as const, kind, source, mid, trackId: track.id }];
    });
    return [...sent, ...received];
  }

  private judge(reading: Reading, tracks: readonly StatsTrack[], input: MonitorInput): void {
    const frozen = new Map(reading.tracks.map((track) => [track, this.frozenFor(track, tracks, input)]));
    this.score = smoothScore(this.score, this.rate(reading, reading.tracks, frozen));
    const received = reading.tracks.filter((track) => track.direction === 'receive');
    this.scores = new Map(
      [...new Set(received.map(({ participant }) => participant))].map((participant) => {
        // Of a direct link what we send counts, too: it goes to them.
        const concerned = input.participant === participant ? reading.tracks : received.filter(of(participant));
        const score = this.rate(reading, concerned, frozen);
        return [participant, smoothScore(this.scores.get(participant) ?? null, score)] as const;
      }),
    );
  }

  private rate(reading: Reading, tracks: readonly TrackStats[], frozen: ReadonlyMap<TrackStats, number>): number {
    const received = tracks.filter((track) => track.direction === 'receive');
    return scoreOf({
      connected: this.link.connection.connectionState === 'connected',
      loss: Math.max(0, ...tracks.map((track) => track.loss)),
      jitterMs: Math.max(0, ...received.map((track) => track.jitterMs)),
      rttMs: reading.rttMs,
      frozenMs: Math.max(0, ...received.map((track) => frozen.get(track) ?? 0)),
    });
  }

  private frozenFor(track: TrackStats, tracks: readonly StatsTrack[], { describe }: MonitorInput): number {
    const { publication, freezeMs: totalMs = 0 } = track;
    const mid = tracks.find((one) => one.publication === publication)?.mid ?? null;
    const before = this.frozen.get(publication);
    this.frozen.set(publication, { mid, totalMs });
    // On another section than before nothing is known to compare with.
    if (before?.mid !== mid || describe(publication)?.muted !== false) return 0;
    return Math.max(0, totalMs - before.totalMs);
  }
}

/** Publication ids are `{participant}.{cid}`, and neither has a dot. */
function publisherOf(publication: string): string {
  return publication.slice(0, publication.indexOf('.'));
}

function of(participant: string): (track: TrackStats) => boolean {
  return (track) => track.participant === participant;
}
