import type { TrackKind, TrackSource } from '../wire.generated';

/**
 * A track as the application sees it. `stream` is the same object for the track's whole life; what flows in it may be
 * replaced underneath (another device, another link, another topology) without the application noticing.
 */
export interface Track {
  readonly kind: TrackKind;
  readonly source: TrackSource;
  readonly stream: MediaStream;
  /** Shows or plays the track in an element until the returned function is called. An element shows one track. */
  attach(element: HTMLMediaElement): () => void;
}

/** Something of one's own: a microphone, a camera, a screen. */
export interface LocalTrack extends Track {
  readonly isLocal: true;
}

/** Something that somebody else publishes. */
export interface RemoteTrack extends Track {
  readonly isLocal: false;
  readonly publication: string;
  readonly participant: string;
}
