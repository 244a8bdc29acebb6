import type { Participant } from './participant.ts';

/** How one tile moved between two moments. */
export interface Motion {
  /** Whose picture. */
  readonly tile: string;
  readonly frames: number;
  /** The longest time without a new picture, the time up to now among it, ms. */
  readonly gapMs: number;
}

/** How every tile of somebody else has moved since a moment (ms since the epoch). */
export async function motionSince(participant: Participant, since: number): Promise<Motion[]> {
  return participant.page.evaluate((from) => {
    const until = performance.timeOrigin + performance.now();
    return [...document.querySelectorAll<HTMLElement>('[data-testid="tile"]:not([data-self="true"])')].map((tile) => {
      const video = tile.querySelector('video');
      const shown = video === null ? [] : (window.testHooks.shown.get(video) ?? []);
      const times = [from, ...shown.filter((at) => at >= from), until];
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
      return { tile: tile.dataset.participant ?? '', frames: times.length - 2, gapMs: Math.max(...gaps) };
    });
  }, since);
}

/** What comes in as one picture or sound, by the browser's own statistics. */
export interface Reception {
  readonly kind: string;
  readonly height: number;
  readonly frames: number;
  readonly freezes: number;
  readonly bytes: number;
  readonly lost: number;
  readonly packets: number;
  readonly keyFrames: number;
  /** What was asked for: packets, and key frames. */
  readonly nacks: number;
  readonly plis: number;
  /** Packets that came again. */
  readonly repeated: number;
  /** Of sound: the share of what was played that was made up because nothing had come. */
  readonly concealed: number;
}

export async function reception(participant: Participant): Promise<Reception[]> {
  return participant.page.evaluate(async () => {
    const all: Reception[] = [];
    for (const connection of window.testHooks.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type !== 'inbound-rtp') continue;
        const concealed = (stat.concealedSamples ?? 0) - (stat.silentConcealedSamples ?? 0);
        all.push({
          kind: stat.kind,
          height: stat.frameHeight ?? 0,
          frames: stat.framesDecoded ?? 0,
          freezes: stat.freezeCount ?? 0,
          bytes: stat.bytesReceived,
          lost: stat.packetsLost ?? 0,
          packets: stat.packetsReceived ?? 0,
          keyFrames: stat.keyFramesDecoded ?? 0,
          nacks: stat.nackCount ?? 0,
          plis: (stat.pliCount ?? 0) + (stat.firCount ?? 0),
          repeated: stat.retransmittedPacketsReceived ?? 0,
          concealed: concealed / Math.max(1, stat.totalSamplesReceived ?? 0),
        });
      }
    }
    return all;
  });
}
