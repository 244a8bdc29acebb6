import type { TrackKind, TrackSource } from '../wire.generated';
import { Playback } from './playback';
import { SwappableStream } from './swappable-stream';
import type { LocalTrack } from './types';

export function kindOf(source: TrackSource): TrackKind {
  return source === 'microphone' || source === 'screenAudio' ? 'audio' : 'video';
}

/** One's own pictures and sound are shown muted, which browsers never refuse: no call needs to know. */
const previews = new Playback();

export class LocalTrackImpl implements LocalTrack {
  readonly isLocal = true;
  readonly kind: TrackKind;
  private readonly swappable = new SwappableStream();

  constructor(readonly source: TrackSource) {
    this.kind = kindOf(source);
  }

  get stream(): MediaStream {
    return this.swappable.stream;
  }

  /** What is captured now; null while a camera is off. */
  get media(): MediaStreamTrack | null {
    return this.swappable.track;
  }

  set(media: MediaStreamTrack | null): void {
    this.swappable.set(media);
  }

  attach(element: HTMLMediaElement): () => void {
    return previews.attach(this.stream, element, true);
  }
}
