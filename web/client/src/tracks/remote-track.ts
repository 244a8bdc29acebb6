import type { TrackKind, TrackSource } from '../wire.generated';
import type { Playback } from './playback';
import { SwappableStream } from './swappable-stream';
import type { AttachOptions, RemoteTrack } from './types';
import type { Viewports } from './viewports';

export interface RemoteTrackOptions {
  readonly publication: string;
  readonly participant: string;
  readonly kind: TrackKind;
  readonly source: TrackSource;
  readonly playback: Playback;
  readonly viewports: Viewports;
  /** Media came or went. */
  readonly changed: () => void;
}

/** A track of somebody else, whichever link delivers it: links give and take its media underneath the application. */
export class RemoteTrackImpl implements RemoteTrack {
  readonly isLocal = false;
  readonly publication: string;
  readonly participant: string;
  readonly kind: TrackKind;
  readonly source: TrackSource;
  private readonly swappable = new SwappableStream();

  constructor(private readonly options: RemoteTrackOptions) {
    this.publication = options.publication;
    this.participant = options.participant;
    this.kind = options.kind;
    this.source = options.source;
  }

  get stream(): MediaStream {
    this.options.viewports.addUnknown(this.publication);
    return this.swappable.stream;
  }

  get media(): MediaStreamTrack | null {
    return this.swappable.track;
  }

  /** Media is connected, and the browser has seen some of it (a received track is muted until the first packet). */
  get live(): boolean {
    return this.media !== null && !this.media.muted && this.media.readyState === 'live';
  }

  set(media: MediaStreamTrack | null): void {
    const before = this.media;
    if (!this.swappable.set(media)) return;
    for (const event of MEDIA_EVENTS) {
      before?.removeEventListener(event, this.options.changed);
      media?.addEventListener(event, this.options.changed);
    }
    this.options.changed();
  }

  attach(element: HTMLMediaElement, { pinned = false }: AttachOptions = {}): () => void {
    const { stream } = this.swappable;
    // Pictures are shown muted, which no browser refuses; sound has its own track.
    if (this.kind === 'audio') return this.options.playback.attach(stream, element, false);
    const detach = this.options.playback.attach(stream, element, true);
    const leave = this.options.viewports.add(this.publication, element, pinned);
    return () => {
      leave();
      detach();
    };
  }
}

const MEDIA_EVENTS = ['mute', 'unmute', 'ended'] as const;
