import { Store } from '../observable';

/**
 * Shows streams in elements and notices when the browser refuses to play before the person has clicked something. One
 * for a call, so that one click starts everything that was refused.
 */
export class Playback {
  /** Whether something waits for a click. */
  readonly blocked = new Store(false);
  private readonly refused = new Set<HTMLMediaElement>();

  attach(stream: MediaStream, element: HTMLMediaElement, muted: boolean): () => void {
    element.autoplay = true;
    if (muted) element.muted = true;
    if (element instanceof HTMLVideoElement) element.playsInline = true;
    element.srcObject = stream;
    this.play(element);
    return () => {
      this.allow(element);
      // Somebody else may show something in it by now.
      if (element.srcObject === stream) element.srcObject = null;
    };
  }

  /**
   * In a click: plays what was refused. What the browser lets play counts as playing at once: where no media flows yet
   * (a muted microphone) `play()` settles only when some does.
   */
  async resume(): Promise<void> {
    const refused = [...this.refused];
    for (const element of refused) {
      this.allow(element);
      void this.play(element);
    }
  }

  private async play(element: HTMLMediaElement): Promise<void> {
    try {
      await element.play();
      this.allow(element);
    } catch (error) {
      // Any other failure (AbortError: a newer stream came) is followed by another play.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.refuse(element);
    }
  }

  private refuse(element: HTMLMediaElement): void {
    this.refused.add(element);
    this.blocked.set(true);
  }

  private allow(element: HTMLMediaElement): void {
    this.refused.delete(element);
    this.blocked.set(this.refused.size > 0);
  }
}
