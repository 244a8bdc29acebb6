import type { TrackKind, TrackSource } from '../wire.generated';

export type QualityLevel = 'unknown' | 'lost' | 'poor' | 'good' | 'excellent';

/** How well media between this participant and you flows; of the local participant: your worst direction overall. */
export interface Quality {
  readonly level: QualityLevel;
  /** 0 (nothing arrives) to 5 (perfect), one decimal; null while unknown. */
  readonly score: number | null;
}

/**
 * The way that media takes. Of a direct link, what ICE chose: `host` direct, `srflx` and `prflx` direct through NAT,
 * `relay` over a TURN server. `server`: through the server's SFU.
 */
export type MediaPath = 'host' | 'srflx' | 'prflx' | 'relay' | 'server' | 'unknown';

/** Figures of one track on one link. Rates are over the last second. */
export interface TrackStats {
  readonly publication: string;
  readonly participant: string;
  readonly direction: 'send' | 'receive';
  readonly kind: TrackKind;
  readonly source: TrackSource;
  /** Such as `VP8` or `opus`; empty while unknown. */
  readonly codec: string;
  /** bit/s of payload. */
  readonly bitrate: number;
  /** 0 to 1: of what we receive, or as the receiver reports of what we send. */
  readonly loss: number;
  readonly jitterMs: number;
  readonly packets: number;
  readonly packetsLost: number;
  readonly width?: number;
  readonly height?: number;
  readonly framesPerSecond?: number;
  /** Frames decoded (receive) or encoded (send) since the start of this link. */
  readonly frames?: number;
  readonly freezeCount?: number;
  readonly freezeMs?: number;
  /** 0 to 1, and the sum of its squares over time in seconds: rises only while sound arrives. */
  readonly audioLevel?: number;
  readonly audioEnergy?: number;
  /** Why the encoder does less than it was asked to: `none`, `cpu`, `bandwidth`, `other`. */
  readonly limitation?: string;
  /** Of what we send: the controller's cap in bit/s. */
  readonly targetBitrate?: number;
}

/** Figures of the link with one participant, or with the server. */
export interface LinkStats {
  /** Null: the server. */
  readonly participant: string | null;
  readonly path: MediaPath;
  readonly rttMs: number | null;
  /** The browser's estimate for what we can send, bit/s; null where it has none (Firefox). */
  readonly availableOutgoingBitrate: number | null;
  readonly quality: Quality;
  readonly tracks: readonly TrackStats[];
}

export interface CallStats {
  /** `performance.now()` of the reading; 0 before the first. */
  readonly at: number;
  readonly links: readonly LinkStats[];
}
