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

export interface AttachOptions {
  /** The user chose it: through the server it gets bandwidth before others. Default false. */
  readonly pinned?: boolean;
}

/** Something that somebody else publishes. Through the server, what `attach` shows is sent as large as it is shown. */
export interface RemoteTrack extends Track {
  readonly isLocal: false;
  readonly publication: string;
  readonly participant: string;
  attach(element: HTMLMediaElement, options?: AttachOptions): () => void;
}
