import { publicationOf, type RoomState } from '../room/state';
import type { RequestBody } from '../signaling/request-queue';
import type { Viewport } from '../wire.generated';

export interface ViewportReportsOptions {
  /** How a publication is shown here; null if nobody knows. */
  readonly viewportOf: (publication: string) => Viewport | null;
  readonly send: (body: RequestBody) => void;
}

/** Tells the server how large the pictures are shown that it forwards to us: the whole state, whenever it differs. */
export class ViewportReports {
  private told: string | null = null;

  constructor(private readonly options: ViewportReportsOptions) {}

  tell(room: RoomState): void {
    const forwarded = room.edges.filter(({ via, subscriber }) => via === 'forward' && subscriber === room.self);
    const pictures = forwarded.filter(({ publication }) => publicationOf(room, publication)?.kind === 'video');
    const viewports = pictures.flatMap(({ publication }) => this.options.viewportOf(publication) ?? []);
    const state = JSON.stringify(viewports);
    const isNews = this.told === null ? viewports.length > 0 : state !== this.told;
    if (!isNews) return;
    this.told = state;
    this.options.send({ type: 'viewports', viewports });
  }

  /** The server may have forgotten. */
  repeat(): void {
    this.told = null;
  }
}
