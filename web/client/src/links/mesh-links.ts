import type { LinkStatus, LinkView } from '../call/types';
import type { PeerPlan } from '../room/plan';
import type { SignalData, TrackKind } from '../wire.generated';
import type { LocalPublication } from './local-publication';
import { type LinkPlan, MeshPeer, type MeshPeerOptions } from './mesh-peer';

type Shared = Pick<MeshPeerOptions, 'createConnection' | 'createInstance' | 'firstTarget' | 'now'>;

export interface MeshLinksOptions extends Shared {
  readonly self: string;
  readonly send: (to: string, data: SignalData) => void;
  /** Some link's tracks or state changed. */
  readonly changed: () => void;
}

export interface MeshInput {
  readonly plan: ReadonlyMap<string, PeerPlan>;
  /** What we publish, by publication id. */
  readonly publications: ReadonlyMap<string, LocalPublication>;
  readonly kindOf: (publication: string) => TrackKind | undefined;
}

/**
 * Taking a connection down keeps all others of the page waiting (a tenth of a second on a busy machine), and when a call
 * moves everybody takes down all at once: so it is done a little later, and one by one.
 */
const CLOSE_DELAY_MS = 1_000;

const NOTHING: LinkPlan = { send: [], receive: { audio: 0, video: 0 } };

/** Makes the direct links equal to the plan: one link with each participant in it, and no other. */
export class MeshLinks {
  private readonly peers = new Map<string, MeshPeer>();
  /** Of no more use, and silent; in the order in which they became so. */
  private readonly retired: { readonly peer: MeshPeer; readonly since: number }[] = [];

  constructor(private readonly options: MeshLinksOptions) {}

  update(input: MeshInput): void {
    for (const [participant, peer] of [...this.peers]) {
      if (input.plan.has(participant)) continue;
      this.peers.delete(participant);
      peer.update(NOTHING);
      this.retired.push({ peer, since: this.options.now() });
      this.options.changed();
    }
    for (const [participant, plan] of input.plan) {
      const present = this.peers.get(participant);
      if (present) present.update(resolve(plan, input));
      else this.peers.set(participant, this.open(participant, resolve(plan, input)));
    }
  }

  receive(from: string, data: SignalData): void {
    this.peers.get(from)?.receive(data);
  }

  /** `reachable`: whether signals to a participant arrive now. */
  tick(reachable: (participant: string) => boolean): void {
    for (const peer of this.peers.values()) peer.tick(reachable(peer.participant));
    const [oldest] = this.retired;
    if (oldest && this.options.now() - oldest.since >= CLOSE_DELAY_MS) this.retired.shift()?.peer.close();
  }

  /** New TURN credentials: connections take them up with their next ICE restart. */
  setIceServers(iceServers: RTCIceServer[]): void {
    for (const { current } of this.peers.values()) {
      if (current.connection.signalingState === 'closed') continue;
      current.connection.setConfiguration({ ...current.connection.getConfiguration(), iceServers });
    }
  }

  resynchronize(): void {
    for (const peer of this.peers.values()) peer.resynchronize();
  }

  close(): void {
    for (const peer of [...this.peers.values(), ...this.retired.map(({ peer }) => peer)]) peer.close();
    this.peers.clear();
    this.retired.length = 0;
  }

  get all(): readonly MeshPeer[] {
    return [...this.peers.values()];
  }

  get views(): readonly LinkView[] {
    return this.all.map((peer) => peer.view);
  }

  statusOf(participant: string): LinkStatus {
    return this.peers.get(participant)?.status ?? 'none';
  }

  /** The direct link that brings what a participant publishes. */
  of(participant: string): MeshPeer | undefined {
    return this.peers.get(participant);
  }

  private open(participant: string, plan: LinkPlan): MeshPeer {
    const { self, send, ...shared } = this.options;
    const polite = self > participant;
    return new MeshPeer({ ...shared, participant, polite, send: (data) => send(participant, data) }, plan);
  }
}

function resolve(plan: PeerPlan, { publications, kindOf }: MeshInput): LinkPlan {
  const count = (kind: TrackKind) => plan.receive.filter((publication) => kindOf(publication) === kind).length;
  const send = plan.send.flatMap((id) => publications.get(id) ?? []);
  return { send, receive: { audio: count('audio'), video: count('video') } };
}
