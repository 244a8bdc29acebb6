/** What a link's recovery looks at. */
export interface LinkCondition {
  /** Milliseconds, any origin. */
  readonly now: number;
  readonly connection: RTCPeerConnectionState;
  /** Both ends can be reached by signalling; without it no recovery can succeed, so none is tried. */
  readonly signaling: boolean;
}

export type RecoveryAction = 'none' | 'restartIce' | 'rebuild';

/** `disconnected` mostly heals by itself (a passing loss of packets); a restart then would only cost. */
const DISCONNECTED_PATIENCE_MS = 3_000;
/** How long a first connection or a restart may take before the connection is given up and made anew. */
const CONNECT_PATIENCE_MS = 10_000;
/** Of each rebuild in a row the patience grows by a half, up to this. */
const LONGEST_PATIENCE_MS = 30_000;
/** The polite end leaves the other one time to act first: both acting is glare. */
const POLITE_DELAY_MS = 1_500;
const FIRST_REBUILD_DELAY_MS = 250;
const LONGEST_REBUILD_DELAY_MS = 8_000;
/** A connection that fails sooner than this after it came up is no success: the next one waits longer. */
const PROVEN_AFTER_MS = 10_000;

/**
 * Decides what to do about one link's trouble: wait, restart ICE, or build a new connection. A link is only ever given
 * up by the plan; this never says so.
 */
export class LinkRecovery {
  private trouble: { readonly since: number; readonly state: RTCPeerConnectionState } | null = null;
  private restartedAt: number | null = null;
  private rebuilds = 0;
  private connectedSince: number | null = null;
  private readonly courtesy: number;

  constructor(polite: boolean) {
    this.courtesy = polite ? POLITE_DELAY_MS : 0;
  }

  /** A new connection was made, by us or because the other end made one. */
  rebuilt(): void {
    this.rebuilds++;
    this.connectedSince = null;
    this.trouble = null;
    this.restartedAt = null;
  }

  tick({ now, connection, signaling }: LinkCondition): RecoveryAction {
    if (connection === 'connected') return this.healthy(now);
    if (!signaling) return this.hold();
    if (this.trouble?.state !== connection && !(this.trouble && isSetup(connection))) {
      this.trouble = { since: now, state: connection };
    }
    const lasted = now - (this.trouble?.since ?? now);
    if (connection === 'closed') return lasted >= this.rebuildDelay() ? 'rebuild' : 'none';
    if (this.restartedAt !== null) return this.tooLong(now - this.restartedAt);
    if (isSetup(connection)) return this.tooLong(lasted);
    const patience = connection === 'disconnected' ? DISCONNECTED_PATIENCE_MS : 0;
    if (lasted < patience + this.courtesy) return 'none';
    this.restartedAt = now;
    return 'restartIce';
  }

  private healthy(now: number): RecoveryAction {
    this.trouble = null;
    this.restartedAt = null;
    this.connectedSince ??= now;
    if (now - this.connectedSince >= PROVEN_AFTER_MS) this.rebuilds = 0;
    return 'none';
  }

  /** Time without signalling does not count. */
  private hold(): RecoveryAction {
    this.trouble = null;
    this.restartedAt = null;
    return 'none';
  }

  private tooLong(lasted: number): RecoveryAction {
    const patience = Math.min(LONGEST_PATIENCE_MS, CONNECT_PATIENCE_MS * 1.5 ** this.rebuilds);
    return lasted >= patience + this.courtesy ? 'rebuild' : 'none';
  }

  private rebuildDelay(): number {
    if (this.rebuilds === 0) return 0;
    return Math.min(LONGEST_REBUILD_DELAY_MS, FIRST_REBUILD_DELAY_MS * 2 ** this.rebuilds) + this.courtesy;
  }
}

/** While it connects, the state hops between `new` and `connecting`: one trouble, one patience. */
function isSetup(connection: RTCPeerConnectionState): boolean {
  return connection === 'new' || connection === 'connecting';
}
