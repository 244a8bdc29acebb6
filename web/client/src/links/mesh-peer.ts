import type { LinkStatus, LinkView } from '../call/types';
import type { SignalData } from '../wire.generated';
import type { EncoderTarget } from './encoding';
import type { LocalPublication } from './local-publication';
import { PeerLink, type ReceiveCounts } from './peer-link';
import { LinkRecovery } from './recovery';

export interface MeshPeerOptions {
  readonly participant: string;
  /** The id order decides who offers first (the smaller) and who yields in a glare (the greater). */
  readonly polite: boolean;
  readonly createConnection: () => RTCPeerConnection;
  readonly createInstance: () => string;
  readonly firstTarget: (publication: LocalPublication) => EncoderTarget | undefined;
  readonly now: () => number;
  readonly send: (data: SignalData) => void;
  readonly changed: () => void;
}

/** What goes over a link, in tracks rather than ids. */
export interface LinkPlan {
  readonly send: readonly LocalPublication[];
  readonly receive: ReceiveCounts;
}

/** The end that waits for the first offer offers itself after this. */
const OFFER_PATIENCE_MS = 3_000;
/** An offer without an answer for this long is said again. */
const ANSWER_PATIENCE_MS = 5_000;

/** The direct link with one participant for as long as the plan wants it, over as many connections as it takes. */
export class MeshPeer {
  readonly participant: string;
  private readonly recovery: LinkRecovery;
  private link: PeerLink;
  private plan: LinkPlan;
  private generation = 1;
  private waitingSince: number | null = null;
  private offeringSince: number | null = null;
  private connectedOnce = false;
  private broken = false;
  private lastError: unknown = null;

  constructor(
    private readonly options: MeshPeerOptions,
    plan: LinkPlan,
  ) {
    this.participant = options.participant;
    this.plan = plan;
    this.recovery = new LinkRecovery(options.polite);
    this.link = this.build();
    this.link.send(plan.send);
    if (options.polite) this.waitingSince = options.now();
    else this.link.offer(plan.receive);
  }

  get current(): PeerLink {
    return this.link;
  }

  get status(): LinkStatus {
    if (this.link.connection.connectionState === 'connected') return 'connected';
    return this.connectedOnce ? 'reconnecting' : 'connecting';
  }

  get view(): LinkView {
    return {
      participant: this.participant,
      status: this.status,
      generation: this.generation,
      lastError: this.lastError,
      connection: this.link.connection,
    };
  }

  update(plan: LinkPlan): void {
    this.plan = plan;
    this.link.send(plan.send);
  }

  receive(data: SignalData): void {
    // Meant for a connection of ours that is gone.
    if (data.for !== undefined && data.for !== this.link.instance) return;
    const renewed = this.link.remoteInstance !== null && this.link.remoteInstance !== data.link;
    if (renewed && data.description?.type !== 'offer') return;
    // They made a new connection: ours belongs to their old one.
    if (renewed) this.replace();
    this.waitingSince = null;
    this.link.receive(data);
  }

  /** Once or twice a second. */
  tick(signaling: boolean): void {
    const now = this.options.now();
    if (signaling) this.chaseOffers(now);
    if (signaling) this.link.tidy();
    // A connection that an application closed says so nowhere else: there is no event for it.
    const { connectionState, signalingState } = this.link.connection;
    const closed = this.broken || signalingState === 'closed';
    const action = this.recovery.tick({ now, signaling, connection: closed ? 'closed' : connectionState });
    if (action === 'restartIce') this.link.restartIce();
    else if (action === 'rebuild') this.rebuild();
  }

  /** Events were missed: signals may have been among them. */
  resynchronize(): void {
    this.link.repeatOffer();
    if (this.status !== 'connected') this.link.restartIce();
  }

  close(): void {
    this.link.close();
  }

  private chaseOffers(now: number): void {
    if (this.waitingSince !== null && now - this.waitingSince >= OFFER_PATIENCE_MS) {
      this.waitingSince = null;
      this.link.offer(this.plan.receive);
    }
    if (this.link.connection.signalingState !== 'have-local-offer') this.offeringSince = null;
    else this.offeringSince ??= now;
    if (this.offeringSince !== null && now - this.offeringSince >= ANSWER_PATIENCE_MS) {
      this.offeringSince = now;
      this.link.repeatOffer();
    }
  }

  private rebuild(): void {
    this.replace();
    this.waitingSince = null;
    this.link.offer(this.plan.receive);
  }

  private replace(): void {
    this.link.close();
    this.generation++;
    this.broken = false;
    this.offeringSince = null;
    this.recovery.rebuilt();
    this.link = this.build();
    this.link.send(this.plan.send);
    this.options.changed();
  }

  private build(): PeerLink {
    const link: PeerLink = new PeerLink({
      connection: this.options.createConnection(),
      instance: this.options.createInstance(),
      polite: this.options.polite,
      firstTarget: this.options.firstTarget,
      handler: {
        signal: this.options.send,
        changed: () => this.changed(),
        failed: (error) => {
          this.lastError = error;
          if (link === this.link) this.broken = true;
        },
      },
    });
    return link;
  }

  private changed(): void {
    if (this.link.connection.connectionState === 'connected') this.connectedOnce = true;
    this.options.changed();
  }
}
