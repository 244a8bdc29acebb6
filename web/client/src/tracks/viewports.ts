import type { Viewport } from '../wire.generated';

interface Tile {
  readonly publication: string;
  readonly pinned: boolean;
  /** CSS pixels; null until it was measured. */
  size: { readonly width: number; readonly height: number } | null;
  intersects: boolean;
}

/** A new publication finds its tile within this; until then nobody knows how large it will be. */
const SETTLE_MS = 1_000;

/**
 * How large and how visible the elements are in which pictures of others are shown. A publication in several counts as
 * the largest that can be seen.
 */
export class Viewports {
  private readonly tiles = new Map<HTMLMediaElement, Tile>();
  /** Publications whose stream the application took in its own hands: nobody knows how large they are. */
  private readonly unknown = new Set<string>();
  /** Publications that have had no element yet, and since when. */
  private readonly fresh = new Map<string, number>();
  private readonly sizes: ResizeObserver | null;
  private readonly sights: IntersectionObserver | null;

  constructor(private readonly changed: () => void) {
    this.sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver((seen) => this.resized(seen));
    this.sights =
      typeof IntersectionObserver === 'undefined' ? null : new IntersectionObserver((seen) => this.moved(seen));
    globalThis.document?.addEventListener('visibilitychange', changed);
  }

  /** A publication that may get an element in a moment. */
  expect(publication: string): void {
    this.fresh.set(publication, performance.now());
  }

  /** Watches an element until the returned function is called. */
  add(publication: string, element: HTMLMediaElement, pinned: boolean): () => void {
    const tile: Tile = { publication, pinned, size: null, intersects: true };
    this.tiles.set(element, tile);
    this.fresh.delete(publication);
    this.sizes?.observe(element);
    this.sights?.observe(element);
    this.changed();
    return () => {
      // The element may show something else by now.
      if (this.tiles.get(element) !== tile) return;
      this.tiles.delete(element);
      this.sizes?.unobserve(element);
      this.sights?.unobserve(element);
      this.changed();
    };
  }

  /** Shown by other means than `add`. */
  addUnknown(publication: string): void {
    if (this.unknown.has(publication)) return;
    this.unknown.add(publication);
    this.changed();
  }

  forget(publication: string): void {
    this.unknown.delete(publication);
    this.fresh.delete(publication);
  }

  isHidden(publication: string): boolean {
    return this.of(publication)?.visible === false;
  }

  /** In device pixels; null where the size is not known. */
  of(publication: string): Viewport | null {
    const since = this.fresh.get(publication) ?? Number.NEGATIVE_INFINITY;
    if (this.unknown.has(publication) || performance.now() - since < SETTLE_MS) return null;
    const tiles = [...this.tiles].filter(([, tile]) => tile.publication === publication);
    const seen = tiles.filter(([element, tile]) => isSeen(element, tile));
    const sizes = seen.map(([element, { size }]) => size && inDevicePixels(element, size));
    // An element that has just come tells its size within a frame.
    if (sizes.includes(null)) return null;
    const [largest] = sizes.filter((size) => size !== null).sort((a, b) => b.width * b.height - a.width * a.height);
    if (!largest) return { publication, width: 0, height: 0, visible: false };
    const pinned = seen.some(([, tile]) => tile.pinned);
    return { publication, visible: true, ...largest, ...(pinned ? { pinned } : {}) };
  }

  close(): void {
    this.tiles.clear();
    this.sizes?.disconnect();
    this.sights?.disconnect();
    globalThis.document?.removeEventListener('visibilitychange', this.changed);
  }

  private resized(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      const tile = this.tiles.get(target as HTMLMediaElement);
      if (tile) tile.size = { width: contentRect.width, height: contentRect.height };
    }
    this.changed();
  }

  private moved(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.tiles.get(target as HTMLMediaElement);
      if (tile) tile.intersects = isIntersecting;
    }
    this.changed();
  }
}

function isSeen(element: HTMLMediaElement, { intersects, size }: Tile): boolean {
  const page = element.ownerDocument;
  // A video in a window of its own is seen wherever its page is.
  if (page.pictureInPictureElement === element) return true;
  // Without a size it is not laid out.
  const isLaidOut = size === null || (size.width > 0 && size.height > 0);
  return isLaidOut && intersects && page.visibilityState === 'visible';
}

function inDevicePixels(element: HTMLMediaElement, { width, height }: { width: number; height: number }) {
  const ratio = element.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  return { width: Math.round(width * ratio), height: Math.round(height * ratio) };
}
