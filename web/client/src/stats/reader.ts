import type { TrackKind, TrackSource } from '../wire.generated';
import type { MediaPath, TrackStats } from './types';

/** A track on a link, and how the browser's statistics name it: by media section, or by track. */
export interface StatsTrack {
  readonly publication: string;
  readonly participant: string;
  readonly direction: 'send' | 'receive';
  readonly kind: TrackKind;
  readonly source: TrackSource;
  readonly mid: string | null;
  readonly trackId: string | null;
}

export interface Reading {
  readonly path: MediaPath;
  readonly rttMs: number | null;
  readonly availableOutgoingBitrate: number | null;
  readonly tracks: readonly TrackStats[];
  /** For the next reading's rates. */
  readonly counters: ReadonlyMap<string, Counters>;
}

interface Counters {
  readonly at: number;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
}

/** RTCStats as browsers fill them: every member may be missing. */
interface Stat {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly [key: string]: unknown;
}

export const NO_COUNTERS: ReadonlyMap<string, Counters> = new Map();

/** Reads one `getStats()` report (webrtc-stats) of a peer connection. `before`: the counters of the last reading. */
export function readReport(
  report: Iterable<readonly [string, unknown]>,
  tracks: readonly StatsTrack[],
  before: ReadonlyMap<string, Counters>,
): Reading {
  const stats = new Map([...report].map(([id, stat]) => [id, stat as Stat]));
  const pair = selectedPair(stats);
  const counters = new Map<string, Counters>();
  const read = tracks.flatMap((track) => {
    const streams = find(stats, track);
    const stat = largest(streams);
    if (!stat) return [];
    const remote = stats.get(text(stat['remoteId']));
    const now = sum(streams.map((stream) => count(stream, stats.get(text(stream['remoteId'])), track.direction)));
    const key = `${track.mid ?? track.trackId} ${track.publication}`;
    const last = before.get(key);
    counters.set(key, now);
    return readTrack(track, stat, remote, stats, now, last ?? now);
  });
  const rtt = optional(pair?.['currentRoundTripTime']) ?? remoteRtt(stats);
  return {
    path: pathOf(pair, stats),
    rttMs: rtt === null ? null : rtt * 1000,
    availableOutgoingBitrate: optional(pair?.['availableOutgoingBitrate']),
    tracks: read,
    counters,
  };
}

function selectedPair(stats: ReadonlyMap<string, Stat>): Stat | undefined {
  const transport = [...stats.values()].find((stat) => stat.type === 'transport');
  const selected = stats.get(text(transport?.['selectedCandidatePairId']));
  if (selected) return selected;
  // Firefox has no transport statistics; it marks the pair.
  return [...stats.values()].find((stat) => stat.type === 'candidate-pair' && stat['selected'] === true);
}

function pathOf(pair: Stat | undefined, stats: ReadonlyMap<string, Stat>): MediaPath {
  if (!pair) return 'unknown';
  const ends = ['localCandidateId', 'remoteCandidateId'].map((end) => stats.get(text(pair[end]))?.['candidateType']);
  const worst = (['relay', 'srflx', 'prflx', 'host'] as const).find((type) => ends.includes(type));
  return worst ?? 'unknown';
}

/** The RTP streams of a track: one, or one for each simulcast layer. */
function find(stats: ReadonlyMap<string, Stat>, track: StatsTrack): readonly Stat[] {
  const type = track.direction === 'send' ? 'outbound-rtp' : 'inbound-rtp';
  const candidates = [...stats.values()].filter((stat) => stat.type === type && stat['kind'] === track.kind);
  const byMid = candidates.filter((stat) => track.mid !== null && stat['mid'] === track.mid);
  if (byMid.length > 0) return byMid;
  return candidates.filter((stat) => track.trackId !== null && trackIdOf(stat, stats) === track.trackId);
}

/** The layer that says most about the picture: the largest that is sent. */
function largest(streams: readonly Stat[]): Stat | undefined {
  const height = (stat: Stat) => (num(stat['framesPerSecond']) > 0 ? num(stat['frameHeight']) : 0);
  return streams.reduce<Stat | undefined>(
    (best, stat) => (best === undefined || height(stat) > height(best) ? stat : best),
    undefined,
  );
}

function sum(counters: readonly Counters[]): Counters {
  const total = (pick: (one: Counters) => number) => counters.reduce((all, one) => all + pick(one), 0);
  return {
    at: Math.max(...counters.map(({ at }) => at)),
    bytes: total(({ bytes }) => bytes),
    packets: total(({ packets }) => packets),
    lost: total(({ lost }) => lost),
  };
}

function trackIdOf(stat: Stat, stats: ReadonlyMap<string, Stat>): unknown {
  return stat['trackIdentifier'] ?? stats.get(text(stat['mediaSourceId']))?.['trackIdentifier'];
}

function count(stat: Stat, remote: Stat | undefined, direction: 'send' | 'receive'): Counters {
  const at = stat.timestamp;
  if (direction === 'send') {
    return { at, bytes: num(stat['bytesSent']), packets: num(stat['packetsSent']), lost: num(remote?.['packetsLost']) };
  }
  return {
    at,
    bytes: num(stat['bytesReceived']),
    packets: num(stat['packetsReceived']),
    lost: num(stat['packetsLost']),
  };
}

function readTrack(
  track: StatsTrack,
  stat: Stat,
  remote: Stat | undefined,
  stats: ReadonlyMap<string, Stat>,
  now: Counters,
  last: Counters,
): TrackStats {
  const seconds = (now.at - last.at) / 1000;
  const sending = track.direction === 'send';
  const loss = sending ? num(remote?.['fractionLost']) : lossBetween(last, now);
  return {
    publication: track.publication,
    participant: track.participant,
    direction: track.direction,
    kind: track.kind,
    source: track.source,
    codec: text(stats.get(text(stat['codecId']))?.['mimeType']).replace(/^.*\//, ''),
    bitrate: seconds > 0 ? Math.max(0, Math.round(((now.bytes - last.bytes) * 8) / seconds)) : 0,
    loss: Math.min(1, Math.max(0, loss)),
    jitterMs: num(sending ? remote?.['jitter'] : stat['jitter']) * 1000,
    packets: now.packets,
    packetsLost: Math.max(0, now.lost),
    ...(track.kind === 'video' ? readPicture(stat, sending) : readSound(stat, sending, stats)),
  };
}

function readPicture(stat: Stat, sending: boolean): Partial<TrackStats> {
  return {
    ...pick('width', stat['frameWidth']),
    ...pick('height', stat['frameHeight']),
    ...pick('framesPerSecond', stat['framesPerSecond']),
    ...pick('frames', sending ? stat['framesEncoded'] : stat['framesDecoded']),
    ...pick('freezeCount', stat['freezeCount']),
    ...pick('freezeMs', typeof stat['totalFreezesDuration'] === 'number' ? stat['totalFreezesDuration'] * 1000 : null),
    ...(typeof stat['qualityLimitationReason'] === 'string' ? { limitation: stat['qualityLimitationReason'] } : {}),
  };
}

function readSound(stat: Stat, sending: boolean, stats: ReadonlyMap<string, Stat>): Partial<TrackStats> {
  const from = sending ? stats.get(text(stat['mediaSourceId'])) : stat;
  return { ...pick('audioLevel', from?.['audioLevel']), ...pick('audioEnergy', from?.['totalAudioEnergy']) };
}

function pick<K extends string>(key: K, value: unknown): { readonly [P in K]?: number } {
  return typeof value === 'number' ? ({ [key]: value } as { readonly [P in K]?: number }) : {};
}

function lossBetween(last: Counters, now: Counters): number {
  const lost = Math.max(0, now.lost - last.lost);
  const expected = lost + now.packets - last.packets;
  return expected > 0 ? lost / expected : 0;
}

function remoteRtt(stats: ReadonlyMap<string, Stat>): number | null {
  for (const stat of stats.values()) {
    const rtt = stat.type === 'remote-inbound-rtp' ? optional(stat['roundTripTime']) : null;
    if (rtt !== null) return rtt;
  }
  return null;
}

function num(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function optional(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
