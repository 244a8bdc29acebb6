import type { LinkStatus } from '../call/types';
import type { MeshPeer } from '../links/mesh-peer';
import { Store } from '../observable';
import { LinkMonitor, type MonitorInput } from './link-monitor';
import { overall, qualityOf, UNKNOWN_QUALITY } from './quality';
import type { CallStats, LinkStats, Quality } from './types';

type SharedInput = Omit<MonitorInput, 'participant' | 'links'>;

/** Reads all links once a second. */
export class StatsMonitor {
  readonly stats = new Store<CallStats>({ at: 0, links: [] });
  private monitors = new Map<string, LinkMonitor>();
  private reading = false;

  async read(peers: readonly MeshPeer[], input: SharedInput): Promise<void> {
    // A busy browser may take longer than a second for it.
    if (this.reading) return;
    this.reading = true;
    try {
      this.monitors = new Map(peers.map((peer) => [peer.participant, this.monitorOf(peer)]));
      const links = await Promise.all(peers.map((peer) => this.readOne(peer, { ...input, links: peers.length })));
      this.stats.set({ at: input.now, links: links.filter((link) => link !== null) });
    } finally {
      this.reading = false;
    }
  }

  qualityOf(participant: string, link: LinkStatus): Quality {
    if (link === 'reconnecting') return qualityOf(0);
    return this.of(participant)?.quality ?? UNKNOWN_QUALITY;
  }

  get overall(): Quality {
    return overall(this.stats.getSnapshot().links.map((link) => link.quality));
  }

  private of(participant: string): LinkStats | undefined {
    return this.stats.getSnapshot().links.find((link) => link.participant === participant);
  }

  private monitorOf(peer: MeshPeer): LinkMonitor {
    const present = this.monitors.get(peer.participant);
    return present?.link === peer.current ? present : new LinkMonitor(peer.current);
  }

  private async readOne(peer: MeshPeer, input: Omit<MonitorInput, 'participant'>): Promise<LinkStats | null> {
    try {
      return (await this.monitors.get(peer.participant)?.read({ ...input, participant: peer.participant })) ?? null;
    } catch {
      // Closed while it was read.
      return null;
    }
  }
}
