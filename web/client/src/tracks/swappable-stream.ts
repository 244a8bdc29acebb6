/**
 * A MediaStream of at most one track, which may be replaced: elements that show the stream go on with the new track by
 * themselves (HTML, section "media elements and MediaStream").
 */
export class SwappableStream {
  readonly stream = new MediaStream();

  get track(): MediaStreamTrack | null {
    return this.stream.getTracks()[0] ?? null;
  }

  /** False if it was that one already. */
  set(next: MediaStreamTrack | null): boolean {
    const present = this.track;
    if (next === present) return false;
    if (present) this.stream.removeTrack(present);
    if (next) this.stream.addTrack(next);
    return true;
  }
}
