import type { CallStats, LinkStats, MediaPath, TrackStats } from '@plenum/client';
import type { TileModel } from './tiles';

/** The figures of one tile; null is what is not known. */
export interface TileFigures {
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  /** bit/s; of one's own tile the sum over all links. */
  readonly videoBitrate: number | null;
  readonly audioBitrate: number | null;
  /** 0 to 1, the worst of the tracks. */
  readonly loss: number | null;
  readonly jitterMs: number | null;
  readonly rttMs: number | null;
  readonly paths: readonly MediaPath[];
  /** Why the encoder gives less than asked for; null if it does not. */
  readonly limitation: string | null;
}

/** Of somebody else: what is received from them. Of oneself: what is sent, to all together. */
export function tileFigures({ links }: CallStats, { participant, source }: TileModel): TileFigures | null {
  const direction = participant.isLocal ? 'send' : 'receive';
  const isConcerned = (track: TrackStats) =>
    track.direction === direction && (participant.isLocal || track.participant === participant.id);
  // The server's link carries everybody's tracks.
  const concerned = links.filter((link) => link.tracks.some(isConcerned));
  const tracks = concerned.flatMap((link) => link.tracks).filter(isConcerned);
  const video = tracks.filter((track) => track.source === source);
  const audio = tracks.filter((track) => track.source === (source === 'screen' ? 'screenAudio' : 'microphone'));
  if (video.length + audio.length === 0) return null;
  const best = largest(video);
  const limited = video.find((track) => track.limitation !== undefined && track.limitation !== 'none');
  return {
    codec: best?.codec || audio[0]?.codec || null,
    width: best?.width ?? null,
    height: best?.height ?? null,
    framesPerSecond: best?.framesPerSecond ?? null,
    videoBitrate: sumBitrate(video),
    audioBitrate: sumBitrate(audio),
    loss: worst(tracks.map((track) => track.loss)),
    jitterMs: direction === 'receive' ? worst(tracks.map((track) => track.jitterMs)) : null,
    rttMs: worst(concerned.flatMap((link) => link.rttMs ?? [])),
    paths: distinctPaths(concerned),
    limitation: limited?.limitation ?? null,
  };
}

function largest(tracks: readonly TrackStats[]): TrackStats | undefined {
  return tracks.reduce<TrackStats | undefined>(
    (best, track) => ((track.height ?? 0) > (best?.height ?? -1) ? track : best),
    undefined,
  );
}

function sumBitrate(tracks: readonly TrackStats[]): number | null {
  return tracks.length === 0 ? null : tracks.reduce((sum, track) => sum + track.bitrate, 0);
}

function worst(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function distinctPaths(links: readonly LinkStats[]): MediaPath[] {
  return [...new Set(links.map((link) => link.path))].filter((path) => path !== 'unknown');
}

/** `1.2 Mb/s`, `340 kb/s`. */
export function formatBitrate(bitsPerSecond: number): string {
  return bitsPerSecond >= 1e6 ? `${(bitsPerSecond / 1e6).toFixed(1)} Mb/s` : `${Math.round(bitsPerSecond / 1e3)} kb/s`;
}

/** `0 %`, `0.4 %`, `12 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
