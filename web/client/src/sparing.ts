/** Times as long as it took it rests: at most a tenth of the time goes into it. */
const REST = 9;

/**
 * Runs what recurs less often while it takes long. Some calls of a browser (levels of receivers, among them) wait for the
 * thread that handles all media: on a starved device a page would do nothing but wait there.
 */
export class Sparing {
  private restsUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number) {}

  run(work: () => void): void {
    const begun = this.now();
    if (begun < this.restsUntil) return;
    work();
    const ended = this.now();
    this.restsUntil = ended + (ended - begun) * REST;
  }
}
