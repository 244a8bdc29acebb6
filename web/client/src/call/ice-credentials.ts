import type { SignalingSession } from '../signaling/session';
import type { IceServerInfo } from '../wire.generated';

/** Time-limited credentials (TURN) are renewed this long before they run out. */
const RENEW_BEFORE_MS = 60_000;
/** Not more often than this: a clock that is wrong would have us ask without end. */
const RENEW_INTERVAL_MS = 30_000;

/** The STUN and TURN servers of the session, with credentials that are always good for an ICE restart. */
export class IceCredentials {
  private infos: readonly IceServerInfo[] = [];
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly changed: (servers: RTCIceServer[]) => void) {}

  get servers(): RTCIceServer[] {
    return this.infos.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    }));
  }

  set(infos: readonly IceServerInfo[]): void {
    this.infos = infos;
    this.changed(this.servers);
  }

  /** Asks for fresh ones if it is time; to be called every now and then. */
  renew(session: SignalingSession): void {
    const now = Date.now();
    const isDue = this.expiry - now < RENEW_BEFORE_MS && now - this.askedAt >= RENEW_INTERVAL_MS;
    if (!isDue || !session.connected) return;
    this.askedAt = now;
    session.request({ type: 'refreshIceServers' }).then(
      (reply) => reply.type === 'iceServers' && this.set(reply.servers),
      // Refused or over: the next interval tries again.
      () => undefined,
    );
  }

  private get expiry(): number {
    const times = this.infos.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [Date.parse(expiresAt)]));
    return Math.min(Number.POSITIVE_INFINITY, ...times);
  }
}
