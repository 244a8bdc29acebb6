import type { EdgeCondition, EdgeVia } from '../wire.generated';

/** One way on which a publication may reach us: an edge of the plan and what is known of it. */
export interface Way {
  readonly edge: string;
  readonly via: EdgeVia;
  /** The link is up. */
  readonly connected: boolean;
  /** There is a track that may be shown. */
  readonly media: boolean;
  /** The first frame was decoded, or the first sound came, since the plan has this edge. */
  readonly flowing: boolean;
  /** Lines of the newest picture; null while unknown, and of sound. */
  readonly height: number | null;
  /** Pictures decoded in the last moments; null while unknown, and of sound. */
  readonly pace: number | null;
  /** How long what was played in the last moments had waited in the jitter buffer, ms; null while unknown. */
  readonly waited: number | null;
}

export interface HandoverInput {
  /** Milliseconds, any origin. */
  readonly now: number;
  /** We and the publisher can be reached by signalling: without it a link cannot come up, and time does not count. */
  readonly signaling: boolean;
  /** Nothing is to be expected: it is muted, or hidden here. A way is as good as its link then. */
  readonly quiet: boolean;
  /** One, or two while it moves. */
  readonly ways: readonly Way[];
}

export interface Report {
  readonly edge: string;
  readonly state: EdgeCondition;
}

export interface Verdict {
  /** The edge whose media is shown. */
  readonly show: string | null;
  /** An edge that may be shown next: its sound is made ready to be faded in. */
  readonly next: string | null;
  /** What the server is to be told. */
  readonly reports: readonly Report[];
  /** Something is awaited: look again soon. */
  readonly open: boolean;
}

interface Memory {
  /** When the plan brought it. */
  readonly since: number;
  /** How long it has been of no use, not counting time without signalling. */
  uselessMs: number;
  flowingSince: number | null;
  reported: EdgeCondition | null;
}

/** Less than the server's patience with a move (10 s): it learns why before it gives up. */
const MOVE_PATIENCE_MS = 8_000;
/** Nobody sees or hears anything meanwhile; a TURN server over TCP takes three or four seconds. */
const LONE_PATIENCE_MS = 6_000;
/** Right after its first frame a jitter buffer still finds its feet: what is shown from then on is not even yet. */
const SETTLE_MS = 400;
/** A picture that is still much smaller than the one shown may grow for so long before it is shown all the same. */
const SHARPEN_MS = 2_000;
const SHARP_ENOUGH = 0.8;
/** The new way's pictures come as evenly as the old one's; on a weak path they may stay fewer, but never cease. */
const EVEN_ENOUGH = 0.7;
/**
 * What is shown must not step back. A jitter buffer that was filled by a stumbling start is emptied at 100 ms a second
 * (libwebrtc), so a way that is behind gets some time, but less than the server's patience. A longer path is no reason to
 * wait: it stays as long as it is.
 */
const BEHIND_MS = 60;
const CATCH_UP_MS = 5_000;

/**
 * Moves one publication from one way to another without a gap: what is shown stays until the new way delivers evenly, and
 * only then is the old one given up. Pure; decides again at each call.
 */
export class Handover {
  /** In the order in which the plan brought them. */
  private readonly memory = new Map<string, Memory>();
  private shown: string | null = null;
  private lastAt: number | null = null;

  decide(input: HandoverInput): Verdict {
    this.remember(input);
    this.shown = this.choose(input);
    const newest = [...this.memory.keys()].at(-1) ?? null;
    const moving = input.ways.length > 1;
    const reports = [...this.memory].flatMap(([edge, memory]): Report[] => {
      const state = this.conditionOf(edge, memory, moving && edge === newest, input);
      if (state === null || state === memory.reported) return [];
      memory.reported = state;
      return [{ edge, state }];
    });
    const next = moving && newest !== this.shown ? newest : null;
    return { show: this.shown, next, reports, open: next !== null || this.awaits(input) };
  }

  /** The server may not have heard what we reported. */
  repeatReports(): void {
    for (const memory of this.memory.values()) memory.reported = null;
  }

  private remember({ now, signaling, quiet, ways }: HandoverInput): void {
    const passed = this.lastAt === null || !signaling ? 0 : now - this.lastAt;
    this.lastAt = now;
    for (const edge of [...this.memory.keys()]) {
      if (!ways.some((way) => way.edge === edge)) this.memory.delete(edge);
    }
    for (const way of ways) {
      const before = this.memory.get(way.edge);
      const memory = before ?? { since: now, uselessMs: 0, flowingSince: null, reported: null };
      this.memory.set(way.edge, memory);
      // Of a lone way only the link is judged: a publisher who sends nothing for a while is no broken link.
      const useful = ways.length > 1 ? isReady(way, quiet) && (quiet || !hasCeased(way, ways)) : way.connected;
      memory.uselessMs = useful || !before ? 0 : memory.uselessMs + passed;
      if (way.flowing) memory.flowingSince ??= now;
    }
  }

  private choose(input: HandoverInput): string | null {
    const { ways, quiet } = input;
    const present = ways.find((way) => way.edge === this.shown);
    const others = ways.filter((way) => way !== present && isReady(way, quiet));
    if (!present) return (others[0] ?? ways.find((way) => way.media) ?? ways[0])?.edge ?? null;
    if (!isReady(present, quiet)) return (others[0] ?? present).edge;
    const order = [...this.memory.keys()];
    const newer = others.find((way) => order.indexOf(way.edge) > order.indexOf(present.edge));
    return newer && this.isSettled(newer, present, input) ? newer.edge : present.edge;
  }

  private isSettled(next: Way, present: Way, { now, quiet, ways }: HandoverInput): boolean {
    if (quiet) return true;
    if (hasCeased(next, ways)) return false;
    const { since = now, flowingSince } = this.memory.get(next.edge) ?? {};
    const flowingFor = now - (flowingSince ?? now);
    const isBehind = (next.waited ?? 0) - (present.waited ?? next.waited ?? 0) > BEHIND_MS;
    if (isBehind && flowingFor < CATCH_UP_MS && now - since < MOVE_PATIENCE_MS) return false;
    const isSharp = (next.height ?? 0) >= (present.height ?? 0) * SHARP_ENOUGH;
    const isEven = next.pace === null || next.pace >= (present.pace ?? 0) * EVEN_ENOUGH;
    return flowingFor >= (isSharp && isEven ? SETTLE_MS : SHARPEN_MS);
  }

  private conditionOf(edge: string, memory: Memory, isNew: boolean, input: HandoverInput): EdgeCondition | null {
    const way = input.ways.find((one) => one.edge === edge);
    if (isNew && edge === this.shown && way && isReady(way, input.quiet)) return 'up';
    const patience = input.ways.length > 1 ? MOVE_PATIENCE_MS : LONE_PATIENCE_MS;
    return memory.uselessMs >= patience && (isNew || way?.via === 'direct') ? 'failed' : memory.reported;
  }

  private awaits({ ways, quiet }: HandoverInput): boolean {
    return !quiet && ways.some((way) => way.edge === this.shown && way.via === 'forward' && !way.flowing);
  }
}

function isReady(way: Way, quiet: boolean): boolean {
  return way.connected && way.media && (quiet || way.flowing);
}

/** It began, and nothing comes any more while another way goes on: what is shown must not go over to it. */
function hasCeased({ pace }: Way, ways: readonly Way[]): boolean {
  return pace === 0 && ways.some((way) => (way.pace ?? 0) > 0);
}
