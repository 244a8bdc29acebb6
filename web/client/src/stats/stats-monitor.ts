import type { LinkStatus } from '../call/types';
import type { MediaLink } from '../links/media-link';
import type { MeshPeer } from '../links/mesh-peer';
import { Store } from '../observable';
import { EncoderControl } from './encoder-control';
import { LinkMonitor, type MonitorInput } from './link-monitor';
import { overall, qualityOf, UNKNOWN_QUALITY } from './quality';
import type { EncoderStrain } from './strain';
import type { CallStats, LinkStats, Quality } from './types';

export interface StatsInput extends Omit<MonitorInput, 'participant'> {
  readonly now: number;
  /** For all pictures over all direct links, bit/s. */
  readonly budget: number;
  readonly peers: readonly MeshPeer[];
  readonly server: MediaLink | null;
}

interface PeerMonitor {
  readonly monitor: LinkMonitor;
  readonly encoders: EncoderControl;
}

/** Reads all links once a second, and steers the encoders of the direct ones by what it reads. */
export class StatsMonitor {
  readonly stats = new Store<CallStats>({ at: 0, links: [] });
  private peers = new Map<string, PeerMonitor>();
  private server: LinkMonitor | null = null;
  private reading = false;

  async read(input: StatsInput): Promise<void> {
    // A busy browser may take longer than a second for it.
    if (this.reading) return;
    this.reading = true;
    try {
      this.follow(input);
      const peers = [...this.peers].map(([participant, peer]) => this.readPeer(participant, peer, input));
      const server = this.server ? [this.readServer(this.server, input)] : [];
      const links = await Promise.all([...peers, ...server]);
      this.stats.set({ at: input.now, links: links.filter((link) => link !== null) });
    } finally {
      this.reading = false;
    }
  }

  /** How each picture over the direct links fares. */
  get strain(): readonly EncoderStrain[] {
    return [...this.peers.values()].flatMap(({ encoders }) => encoders.strain);
  }

  qualityOf(participant: string, link: LinkStatus): Quality {
    if (link === 'reconnecting') return qualityOf(0);
    const monitors = [this.peers.get(participant)?.monitor, this.server];
    const known = monitors.flatMap((monitor) => monitor?.qualityOf(participant) ?? []);
    // While it moves from one link to another, the better one is what is seen.
    const [best] = known.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
    return best ?? this.linkWith(participant)?.quality ?? UNKNOWN_QUALITY;
  }

  get overall(): Quality {
    return overall(this.stats.getSnapshot().links.map((link) => link.quality));
  }

  /** Of somebody who sends us nothing only the link itself is known. */
  private linkWith(participant: string): LinkStats | undefined {
    return this.stats.getSnapshot().links.find((link) => link.participant === participant);
  }

  private follow({ peers, server }: StatsInput): void {
    this.peers = new Map(peers.map((peer) => [peer.participant, this.monitorOf(peer)]));
    if (this.server?.link !== server) this.server = server && new LinkMonitor(server);
  }

  private monitorOf({ participant, current }: MeshPeer): PeerMonitor {
    const present = this.peers.get(participant);
    if (present?.monitor.link === current) return present;
    return { monitor: new LinkMonitor(current), encoders: new EncoderControl(current) };
  }

  private async readPeer(participant: string, peer: PeerMonitor, input: StatsInput): Promise<LinkStats | null> {
    const { now, budget, peers } = input;
    try {
      const { stats, reading } = await peer.monitor.read({ ...input, participant });
      peer.encoders.steer(reading, { now, budget, links: peers.length });
      return { ...stats, tracks: stats.tracks.map((track) => withTarget(track, peer.encoders)) };
    } catch {
      // Closed while it was read.
      return null;
    }
  }

  private async readServer(monitor: LinkMonitor, input: StatsInput): Promise<LinkStats | null> {
    try {
      return (await monitor.read({ ...input, participant: null })).stats;
    } catch {
      // Closed while it was read.
      return null;
    }
  }
}

function withTarget(track: LinkStats['tracks'][number], encoders: EncoderControl): LinkStats['tracks'][number] {
  const target = track.direction === 'send' ? encoders.targetOf(track.publication) : undefined;
  return target ? { ...track, targetBitrate: target.maxBitrate } : track;
}
