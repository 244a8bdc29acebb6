import { PlenumError } from '../errors';
import type { LocalPublication } from '../links/local-publication';
import type { CaptureState, LocalMedia } from '../media/types';
import type { RequestBody } from '../signaling/request-queue';
import { kindOf } from '../tracks/local-track';
import type { PublicationInfo, PublicationSpec, RoomEvent, TrackSource } from '../wire.generated';

export interface PublisherOptions {
  readonly media: LocalMedia;
  readonly request: (body: RequestBody) => Promise<unknown>;
  /** The server did it: the room state may say so before the event comes. */
  readonly applied: (event: RoomEvent) => void;
  /** The server will not have it. */
  readonly refused: (source: TrackSource, error: PlenumError) => void;
}

const SOURCES: readonly TrackSource[] = ['microphone', 'camera', 'screen', 'screenAudio'];

/** Makes what the server knows of our publications equal to what our devices do. */
export class Publisher {
  private readonly specs = new Map<TrackSource, PublicationSpec>();
  private readonly counts = new Map<TrackSource, number>();
  private readonly rejected = new Set<string>();
  private busy = false;

  constructor(private readonly options: PublisherOptions) {}

  /** What is published, from the devices' state; a source that was released and comes back is a new publication. */
  wanted(): readonly PublicationSpec[] {
    const state = this.options.media.getSnapshot();
    for (const source of SOURCES) {
      const spec = this.specOf(state[source]);
      if (spec) this.specs.set(source, spec);
      else this.specs.delete(source);
    }
    return [...this.specs.values()].filter(({ cid }) => !this.rejected.has(cid));
  }

  /** By publication id: what the links send. */
  tracks(self: string): ReadonlyMap<string, LocalPublication> {
    const state = this.options.media.getSnapshot();
    const entries = this.wanted().map(({ cid, source }) => {
      const track = state[source].track?.stream.getTracks()[0] ?? null;
      return [`${self}.${cid}`, { id: `${self}.${cid}`, cid, kind: kindOf(source), source, track }] as const;
    });
    return new Map(entries);
  }

  /** Sends one difference, if there is one; each reply brings the next. */
  reconcile(self: string, published: readonly PublicationInfo[]): void {
    if (this.busy) return;
    const step = nextStep(self, this.wanted(), published);
    if (!step) return;
    this.busy = true;
    this.options.request(step.request).then(
      () => this.done(step),
      (error: unknown) => this.failed(step, error),
    );
  }

  private done({ event }: Step): void {
    this.busy = false;
    this.options.applied(event);
  }

  private failed(step: Step, error: unknown): void {
    this.busy = false;
    if (!(error instanceof PlenumError) || error.code === 'ended') return;
    // Asked twice over a broken socket: it is as wanted.
    if (error.code === 'duplicatePublication' || error.code === 'publicationNotFound') {
      return this.options.applied(step.event);
    }
    if (step.request.type !== 'publish') return;
    // Asking again would be refused again, until the person switches the source off and on.
    this.rejected.add(step.request.publication.cid);
    this.options.refused(step.request.publication.source, error);
  }

  private specOf({ source, track, status, width, height }: CaptureState): PublicationSpec | null {
    if (!track) return null;
    const before = this.specs.get(source);
    const cid = before?.cid ?? this.newCid(source);
    // While a device is opened again nothing is announced: it is only a moment.
    const muted = status === 'starting' ? (before?.muted ?? true) : status !== 'on';
    return { cid, source, muted, ...(width && height ? { width, height } : {}) };
  }

  private newCid(source: TrackSource): string {
    const count = (this.counts.get(source) ?? 0) + 1;
    this.counts.set(source, count);
    return count === 1 ? source : `${source}-${count}`;
  }
}

type StepRequest = Extract<RequestBody, { type: 'publish' | 'unpublish' | 'updatePublication' }>;

interface Step {
  readonly request: StepRequest;
  /** What the room looks like afterwards. */
  readonly event: RoomEvent;
}

/** The first difference between what is wanted and what is published; null if there is none. */
export function nextStep(
  self: string,
  wanted: readonly PublicationSpec[],
  published: readonly PublicationInfo[],
): Step | null {
  const idOf = (spec: PublicationSpec) => `${self}.${spec.cid}`;
  const extra = published.find((info) => !wanted.some((spec) => idOf(spec) === info.id));
  if (extra) {
    const request = { type: 'unpublish', cid: extra.id.slice(self.length + 1) } as const;
    return { request, event: { type: 'unpublished', participant: self, publication: extra.id } };
  }
  for (const spec of wanted) {
    const info = published.find((other) => other.id === idOf(spec));
    const publication = infoOf(idOf(spec), spec);
    if (!info) return { request: { type: 'publish', publication: spec }, event: event('published', publication) };
    if (sameState(info, publication)) continue;
    const { source: _, ...change } = spec;
    return { request: { type: 'updatePublication', ...change }, event: event('publicationUpdated', publication) };
  }
  return null;

  function event(type: 'published' | 'publicationUpdated', publication: PublicationInfo): RoomEvent {
    return { type, participant: self, publication };
  }
}

function infoOf(id: string, { source, muted = false, width, height }: PublicationSpec): PublicationInfo {
  const size = width !== undefined && height !== undefined ? { width, height } : {};
  return { id, kind: kindOf(source), source, muted, ...size };
}

/** A size that we do not know is none that we could announce. */
function sameState(info: PublicationInfo, wanted: PublicationInfo): boolean {
  const sameSize = wanted.width === undefined || (info.width === wanted.width && info.height === wanted.height);
  return info.muted === wanted.muted && sameSize;
}
