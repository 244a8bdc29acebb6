import type { IceServerInfo } from '../wire.generated';

export function iceServersOf(servers: readonly IceServerInfo[]): RTCIceServer[] {
  return servers.map(({ urls, username, credential }) => ({
    urls: [...urls],
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
}

/** When the first credential runs out, in milliseconds since 1970; infinite if none does. */
export function nextExpiry(servers: readonly IceServerInfo[]): number {
  const times = servers.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [Date.parse(expiresAt)]));
  return Math.min(Number.POSITIVE_INFINITY, ...times);
}
