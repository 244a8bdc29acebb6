import type { LinkStatus, LinkView } from '../call/types';
import type {
  CodecWantedMessage,
  LayersWantedMessage,
  MediaAnswer,
  MediaOffer,
  SlotsMessage,
  TrackKind,
  VideoCodec,
} from '../wire.generated';
import { DEFAULT_CODEC } from './codecs';
import { LinkRecovery } from './recovery';
import { ServerConnection } from './server-connection';
import type { ServerPublication, SlotCounts } from './server-sections';

export interface ServerLinkOptions {
  readonly createConnection: () => RTCPeerConnection;
  readonly now: () => number;
  readonly negotiate: (offer: MediaOffer) => Promise<MediaAnswer>;
  /** What arrives, or the link's state, changed. */
  readonly changed: () => void;
}

export interface ServerInput {
  /** All that we publish. */
  readonly publications: readonly ServerPublication[];
  /** How much the plan forwards to us. */
  readonly receive: SlotCounts;
  /** Made in this turn (0 and up) and kept ready, though nothing is forwarded yet; null: not. */
  readonly standby: number | null;
}

/** Slots grow to the next of these, so that somebody's join mostly costs the others no negotiation. */
const SLOT_STEPS = [8, 12, 16, 24, 32] as const;
const NO_INPUT: ServerInput = { publications: [], receive: { audio: 0, video: 0 }, standby: null };
/** After a break media has so long to come again. */
const PROOF_MS = 6_000;
/**
 * The offer of a join is made before anybody has told us of TURN servers. Whoever is not connected by then may need one:
 * an ICE restart gathers their candidates, too.
 */
const RELAY_PATIENCE_MS = 2_000;
/** A link that nothing is forwarded on is kept for this long: a call may well move back. */
const IDLE_MS = 30_000;
/** A connection that is only kept ready is made when whoever has just joined is seen by all, and then one by one. */
const STANDBY_DELAY_MS = 2_000;
const STANDBY_TURN_MS = 1_000;

/** The link with the server for as long as the plan forwards something, over as many connections as it takes. */
export class ServerLink {
  private link: ServerConnection | null = null;
  private recovery = new LinkRecovery(false);
  private input: ServerInput = NO_INPUT;
  private layers = new Map<string, readonly number[]>();
  private slots: SlotCounts = { audio: SLOT_STEPS[0], video: SLOT_STEPS[0] };
  private codec: VideoCodec = DEFAULT_CODEC;
  private generation = 0;
  private idleSince: number | null = null;
  /** Since when a connection is to be ready. */
  private standbySince: number | null = null;
  /** It was tried since then: a server that cannot be reached is not tried again for the case that it is needed. */
  private stoodBy = false;
  /** Since when media is awaited after a break; null: it has come. */
  private unprovenSince: number | null = null;
  /** Since when TURN servers are known that the connection's first offer knew nothing of. */
  private relaysSince: number | null = null;
  private connectedOnce = false;
  private broken = false;
  private lastError: unknown = null;

  constructor(private readonly options: ServerLinkOptions) {}

  get current(): ServerConnection | null {
    return this.link;
  }

  get status(): LinkStatus {
    if (!this.link) return 'none';
    if (this.link.connection.connectionState === 'connected') return 'connected';
    return this.connectedOnce ? 'reconnecting' : 'connecting';
  }

  get view(): LinkView | null {
    if (!this.link) return null;
    const { status, generation, lastError } = this;
    return { participant: null, status, generation, lastError, connection: this.link.connection };
  }

  /** The first offer of a connection, to go along with the join; null if there is a connection already. */
  async prepare(publications: readonly ServerPublication[]): Promise<MediaOffer | null> {
    if (this.link) return null;
    const link = this.build();
    this.link = link;
    const offer = await link.prepare(publications, this.slots);
    return this.link === link ? offer : null;
  }

  /**
   * We are in the room under an id of our own. What was prepared is answered, or not needed yet; a connection of before
   * was somebody else's.
   */
  enter(answer: MediaAnswer | undefined): void {
    if (answer && this.link?.id === null) this.link.accept(answer);
    else if (this.link) this.close();
  }

  update(input: ServerInput): void {
    this.input = input;
    this.slots = { audio: this.slotsFor('audio'), video: this.slotsFor('video') };
    const wanted = input.standby !== null || isUsed(input);
    if (input.standby !== null) this.standbySince ??= this.options.now();
    else [this.standbySince, this.stoodBy] = [null, false];
    if (wanted) this.idleSince = null;
    else this.idleSince ??= this.options.now();
    if (!this.link && isUsed(input)) this.open();
    else this.link?.update(input.publications, this.slots);
  }

  bind(message: SlotsMessage): void {
    this.link?.bind(message);
  }

  setLayersWanted({ cid, layers }: LayersWantedMessage): void {
    this.layers = new Map([...this.layers, [cid, layers]]);
    this.link?.setLayersWanted(this.layers);
  }

  setCodecWanted({ codec }: CodecWantedMessage): void {
    this.codec = codec;
    this.link?.setCodec(codec);
    this.link?.update(this.input.publications, this.slots);
  }

  /** `signaling`: whether requests reach the server now. Once or twice a second. */
  tick(signaling: boolean): void {
    const now = this.options.now();
    if (signaling && this.mustStandBy(now)) this.open();
    if (!this.link) return;
    if (signaling) this.link.tick(now);
    if (signaling && this.needsRelays(now)) return this.restartIce();
    if (this.idleSince !== null && now - this.idleSince >= IDLE_MS) return this.close();
    const { connectionState, signalingState } = this.link.connection;
    const closed = this.broken || signalingState === 'closed';
    const action = this.recovery.tick({ now, signaling, connection: closed ? 'closed' : connectionState });
    if (action === 'none') return;
    // Nobody misses a connection on which nothing is forwarded.
    if (!isUsed(this.input)) this.close();
    else if (action === 'restartIce') this.restartIce();
    else this.open();
  }

  /** Once a second. `flows`: media came in the last one; `expected`: it should have. */
  observe(flows: boolean, expected: boolean): void {
    if (this.unprovenSince === null) return;
    const now = this.options.now();
    if (!expected || this.status !== 'connected') this.unprovenSince = now;
    else if (flows) this.unprovenSince = null;
    else if (now - this.unprovenSince >= PROOF_MS) this.open();
  }

  /** The session goes on after a break; `restarted`: with a server that knows nothing of our connection. */
  resynchronize(restarted: boolean): void {
    if (!this.link) return;
    if (restarted) return this.renew();
    this.unprovenSince = this.options.now();
    if (this.link.id !== null && this.status !== 'connected') this.restartIce();
  }

  /** The server has given a connection up. */
  lost(connection: string): void {
    if (this.link?.id === connection) this.renew();
  }

  setIceServers(iceServers: RTCIceServer[]): void {
    const connection = this.link?.connection;
    if (!connection || connection.signalingState === 'closed') return;
    const isNew = !hasRelays(connection.getConfiguration().iceServers) && hasRelays(iceServers);
    if (isNew && this.status !== 'connected') this.relaysSince = this.options.now();
    connection.setConfiguration({ ...connection.getConfiguration(), iceServers });
  }

  close(): void {
    this.link?.close();
    this.link = null;
    this.layers = new Map();
    this.recovery = new LinkRecovery(false);
    this.connectedOnce = false;
    this.idleSince = null;
    this.unprovenSince = null;
    this.options.changed();
  }

  private mustStandBy(now: number): boolean {
    const turn = this.input.standby;
    if (this.link || this.stoodBy || turn === null || this.standbySince === null) return false;
    return now - this.standbySince >= STANDBY_DELAY_MS + turn * STANDBY_TURN_MS;
  }

  private needsRelays(now: number): boolean {
    if (this.status === 'connected') this.relaysSince = null;
    return this.relaysSince !== null && now - this.relaysSince >= RELAY_PATIENCE_MS;
  }

  private restartIce(): void {
    this.relaysSince = null;
    this.unprovenSince = this.options.now();
    this.link?.restartIce();
  }

  private renew(): void {
    if (isUsed(this.input)) this.open();
    else this.close();
  }

  /** A connection of our own accord, in the place of one that is of no more use. */
  private open(): void {
    if (this.link) this.recovery.rebuilt();
    this.link?.close();
    this.layers = new Map();
    this.unprovenSince = null;
    this.stoodBy = true;
    this.link = this.build();
    this.link.update(this.input.publications, this.slots);
    this.options.changed();
  }

  private build(): ServerConnection {
    this.generation++;
    this.relaysSince = null;
    this.broken = false;
    const link: ServerConnection = new ServerConnection(this.options.createConnection(), {
      negotiate: this.options.negotiate,
      changed: () => this.changed(),
      failed: (error) => {
        this.lastError = error;
        if (link === this.link) this.broken = true;
      },
    });
    link.setCodec(this.codec);
    return link;
  }

  private slotsFor(kind: TrackKind): number {
    const needed = Math.max(this.slots[kind], this.input.receive[kind]);
    return SLOT_STEPS.find((step) => step >= needed) ?? SLOT_STEPS[SLOT_STEPS.length - 1] ?? needed;
  }

  private changed(): void {
    if (this.link?.connection.connectionState === 'connected') this.connectedOnce = true;
    this.options.changed();
  }
}

function isUsed({ publications, receive }: ServerInput): boolean {
  return receive.audio + receive.video > 0 || publications.some(({ forwarded }) => forwarded);
}

function hasRelays(servers: readonly RTCIceServer[] = []): boolean {
  return servers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')));
}
