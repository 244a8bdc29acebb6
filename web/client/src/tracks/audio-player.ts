import { crossfade } from './crossfade';
import type { Playback } from './playback';

interface Voice {
  readonly media: MediaStreamTrack;
  readonly element: HTMLAudioElement;
  readonly stop: () => void;
}

/**
 * Plays one remote sound, whichever link brings it. When the link changes, the next one's sound is played silently
 * beforehand and faded in, so that neither a gap nor an echo is heard.
 */
export class AudioPlayer {
  private shown: Voice | null = null;
  private next: Voice | null = null;
  /** Ends the fade that may be running. */
  private settle: () => void = () => undefined;

  constructor(
    private readonly playback: Playback,
    private readonly prepare: (element: HTMLAudioElement) => void,
  ) {}

  get elements(): readonly HTMLAudioElement[] {
    return [this.shown, this.next].flatMap((voice) => voice?.element ?? []);
  }

  /** `awaited`: what may be played next. */
  play(media: MediaStreamTrack | null, awaited: MediaStreamTrack | null): void {
    if (media !== (this.shown?.media ?? null)) this.change(media);
    if (awaited === (this.next?.media ?? null)) return;
    this.next?.stop();
    this.next = awaited && this.start(awaited, 0);
  }

  close(): void {
    this.play(null, null);
  }

  private change(media: MediaStreamTrack | null): void {
    this.settle();
    const before = this.shown;
    const isReady = media !== null && this.next?.media === media;
    this.shown = isReady ? this.next : media && this.start(media, before ? 0 : 1);
    if (isReady) this.next = null;
    this.settle = () => undefined;
    if (before && this.shown) this.settle = crossfade(before.element, this.shown.element, before.stop);
    else before?.stop();
  }

  private start(media: MediaStreamTrack, volume: number): Voice {
    const element = new Audio();
    element.volume = volume;
    this.prepare(element);
    const stop = this.playback.attach(new MediaStream([media]), element, false);
    return { media, element, stop };
  }
}
