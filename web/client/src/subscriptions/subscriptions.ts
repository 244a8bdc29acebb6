import { edgesToUs } from '../room/plan';
import { participantOf, publicationOf, type RoomState } from '../room/state';
import type { EdgeInfo } from '../wire.generated';
import { Arrivals, type Incoming } from './arrivals';
import { Handover, type Report, type Verdict, type Way } from './handover';

/** What a link has for an edge. */
export interface Source {
  readonly connected: boolean;
  readonly incoming: Incoming | null;
}

export interface SubscriptionsOptions {
  readonly now: () => number;
  readonly sourceOf: (edge: EdgeInfo) => Source;
  /** Nobody looks at this publication here. */
  readonly isHidden: (publication: string) => boolean;
  readonly report: (report: Report) => void;
}

interface Subscription {
  readonly handover: Handover;
  readonly verdict: Verdict;
  readonly shown: Source | null;
  readonly next: Source | null;
  readonly quiet: boolean;
}

/** What we receive: for each publication the way that is shown now, and whether media comes on it. */
export class Subscriptions {
  private readonly arrivals = new Arrivals();
  private subscriptions = new Map<string, Subscription>();
  private reading = false;

  constructor(private readonly options: SubscriptionsOptions) {}

  /** Decides for each publication what is shown. `signaling`: whether our requests reach the server now. */
  update(room: RoomState, signaling: boolean): void {
    const sources = new Map(
      [...edgesToUs(room).values()].flat().map((edge) => [edge, this.options.sourceOf(edge)] as const),
    );
    const incoming = [...sources].flatMap(([{ id }, one]) => (one.incoming ? [[id, one.incoming] as const] : []));
    this.arrivals.watch(new Map(incoming), this.options.now());
    const next = new Map<string, Subscription>();
    for (const [publication, edges] of edgesToUs(room)) {
      next.set(publication, this.decide(room, publication, edges, sources, signaling));
    }
    this.subscriptions = next;
  }

  /** Looks whether what is awaited has come; a later `update` acts on it. */
  async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      const open = [...this.subscriptions.values()].filter(({ verdict }) => verdict.open);
      const edges = open.flatMap(({ verdict: { show, next } }) => [show, next].filter((edge) => edge !== null));
      await this.arrivals.read(edges, this.options.now());
    } finally {
      this.reading = false;
    }
  }

  /** Something is awaited: `read` and `update` again soon. */
  get open(): boolean {
    return [...this.subscriptions.values()].some(({ verdict }) => verdict.open);
  }

  /** What is shown of each publication. */
  get media(): ReadonlyMap<string, MediaStreamTrack> {
    return tracksOf(this.subscriptions, ({ shown }) => shown);
  }

  /** What may be shown of it next. */
  get awaited(): ReadonlyMap<string, MediaStreamTrack> {
    return tracksOf(this.subscriptions, ({ next }) => next);
  }

  receiverOf(publication: string): RTCRtpReceiver | undefined {
    const incoming = this.subscriptions.get(publication)?.shown?.incoming;
    return incoming?.link.sectionOf(incoming.track)?.receiver;
  }

  /** The link is up, and media comes or is not to be expected. */
  isLive(publication: string): boolean {
    const subscription = this.subscriptions.get(publication);
    if (!subscription?.shown?.connected) return false;
    return subscription.quiet || !subscription.verdict.open;
  }

  /** The server may not have heard our reports. */
  repeatReports(): void {
    for (const { handover } of this.subscriptions.values()) handover.repeatReports();
  }

  private decide(
    room: RoomState,
    publication: string,
    edges: readonly EdgeInfo[],
    sources: ReadonlyMap<EdgeInfo, Source>,
    signaling: boolean,
  ): Subscription {
    const handover = this.subscriptions.get(publication)?.handover ?? new Handover();
    const info = publicationOf(room, publication);
    const publisher = edges[0] && participantOf(room, edges[0].publisher);
    const quiet = info?.muted === true || (info?.kind === 'video' && this.options.isHidden(publication));
    const verdict = handover.decide({
      now: this.options.now(),
      signaling: signaling && publisher?.connected === true,
      quiet,
      ways: edges.map((edge) => this.wayOf(edge, sources.get(edge))),
    });
    for (const report of verdict.reports) this.options.report(report);
    const sourceOf = (id: string | null) => {
      const edge = edges.find((one) => one.id === id && this.arrivals.of(one.id).isOurs);
      return (edge && sources.get(edge)) ?? null;
    };
    return { handover, verdict, quiet, shown: sourceOf(verdict.show), next: sourceOf(verdict.next) };
  }

  private wayOf({ id, via }: EdgeInfo, source: Source | undefined): Way {
    const { connected = false, incoming = null } = source ?? {};
    const { flowing, isOurs, height, pace, waited } = this.arrivals.of(id);
    return { edge: id, via, connected, media: incoming !== null && isOurs, flowing, height, pace, waited };
  }
}

function tracksOf(
  subscriptions: ReadonlyMap<string, Subscription>,
  choose: (subscription: Subscription) => Source | null,
): ReadonlyMap<string, MediaStreamTrack> {
  const tracks = new Map<string, MediaStreamTrack>();
  for (const [publication, subscription] of subscriptions) {
    const track = choose(subscription)?.incoming?.track;
    if (track) tracks.set(publication, track);
  }
  return tracks;
}
