import type { TrackKind, TrackSource } from '../wire.generated';

/** Something we publish, as a link sends it. One capture track is shared by all links. */
export interface LocalPublication {
  /** `{participant}.{cid}`. */
  readonly id: string;
  /** Our own name for it, which it keeps over every session. */
  readonly cid: string;
  readonly kind: TrackKind;
  readonly source: TrackSource;
  /** Null while a camera is off: the transmitter stays. */
  readonly track: MediaStreamTrack | null;
}
