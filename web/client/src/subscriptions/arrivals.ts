import type { MediaLink } from '../links/media-link';

/** Media that an edge brings, and the link it comes over. */
export interface Incoming {
  readonly link: MediaLink;
  readonly track: MediaStreamTrack;
}

export interface Arrival {
  /** The first frame was decoded, or sound came, since the edge brings this track. */
  readonly flowing: boolean;
  /** False while what it shows may be somebody else's last picture. */
  readonly isOurs: boolean;
  /** Lines of the newest picture. */
  readonly height: number | null;
  /** Pictures decoded in the last 400 ms, or since it is read; null of sound, and while unknown. */
  readonly pace: number | null;
  /** How long what was played in the last 400 ms had waited in the jitter buffer, ms; null if nothing was. */
  readonly waited: number | null;
}

interface Counters {
  readonly frames: number;
  readonly keyFrames: number;
  readonly packets: number;
  readonly height: number | null;
  /** Pictures or samples that left the jitter buffer, and what they waited in it altogether, ms. */
  readonly played: number;
  readonly waited: number;
}

interface Taken {
  readonly at: number;
  readonly counters: Counters;
}

interface Watch {
  readonly incoming: Incoming;
  readonly since: number;
  /** The section carried something else a moment ago: its last frames are not ours. */
  readonly handedOn: boolean;
  /** What the section had carried before; null until it is read. */
  base: Counters | null;
  /** Of the last 400 ms, oldest first. */
  readings: readonly Taken[];
  arrival: Arrival;
}

const NOTHING: Counters = { frames: 0, keyFrames: 0, packets: 0, height: null, played: 0, waited: 0 };
const NOT_YET: Arrival = { flowing: false, isOurs: true, height: null, pace: null, waited: null };
/** What was on its way when a section changed hands is through by then. */
const HAND_ON_MS = 500;
/** A new picture begins with a key frame; should the browser not count it, its frames count after so long. */
const KEY_FRAME_PATIENCE_MS = 1_500;
const LATELY_MS = 400;
/** A decoder has begun by then. */
const FIRST_PACKETS = 3;

/**
 * Knows whether media comes, by the browser's statistics: they count what is decoded whether it is shown or not, in
 * hidden pages too. A section may have carried something else before, so all counts are taken from where it began.
 */
export class Arrivals {
  private readonly watches = new Map<string, Watch>();
  /** When a track last served an edge; Infinity while it does. */
  private readonly served = new WeakMap<MediaStreamTrack, number>();

  /** Watches exactly these, by edge. */
  watch(incoming: ReadonlyMap<string, Incoming>, now: number): void {
    const released: MediaStreamTrack[] = [];
    for (const [edge, watch] of [...this.watches]) {
      if (incoming.get(edge)?.track === watch.incoming.track) continue;
      this.watches.delete(edge);
      released.push(watch.incoming.track);
    }
    for (const track of released) this.served.set(track, now);
    for (const [edge, one] of incoming) {
      if (!this.watches.has(edge)) this.watches.set(edge, this.begin(one, now));
    }
  }

  of(edge: string): Arrival {
    return this.watches.get(edge)?.arrival ?? NOT_YET;
  }

  /** Reads the statistics of these edges' links. */
  async read(edges: Iterable<string>, now: number): Promise<void> {
    const byLink = new Map<MediaLink, Watch[]>();
    for (const edge of edges) {
      const watch = this.watches.get(edge);
      if (watch) byLink.set(watch.incoming.link, [...(byLink.get(watch.incoming.link) ?? []), watch]);
    }
    await Promise.all([...byLink].map(([link, watches]) => readLink(link, watches, now)));
  }

  private begin(incoming: Incoming, now: number): Watch {
    const served = this.served.get(incoming.track);
    this.served.set(incoming.track, Number.POSITIVE_INFINITY);
    const isPicture = incoming.track.kind === 'video';
    const handedOn = isPicture && served !== undefined && now - served < HAND_ON_MS;
    return {
      incoming,
      since: now,
      handedOn,
      base: served === undefined ? NOTHING : null,
      readings: [],
      arrival: { ...NOT_YET, isOurs: !handedOn },
    };
  }
}

async function readLink(link: MediaLink, watches: readonly Watch[], now: number): Promise<void> {
  let report: RTCStatsReport;
  try {
    report = await link.connection.getStats();
  } catch {
    // Closed while it was read.
    return;
  }
  const inbound = [...report.values()].filter(({ type }) => type === 'inbound-rtp');
  for (const watch of watches) {
    const { track } = watch.incoming;
    const mid = link.sectionOf(track)?.mid ?? null;
    const stat = inbound.find((one) => (mid !== null && one.mid === mid) || one.trackIdentifier === track.id);
    if (stat) judge(watch, count(stat), now);
  }
}

function judge(watch: Watch, counters: Counters, now: number): void {
  watch.base ??= counters;
  const { base, incoming, handedOn, since } = watch;
  const { counters: before } = lately(watch, counters, now);
  const played = counters.played - before.played;
  const waited = played > 0 ? (counters.waited - before.waited) / played : null;
  if (incoming.track.kind === 'audio') {
    const flowing = counters.packets >= base.packets + FIRST_PACKETS;
    watch.arrival = { flowing, isOurs: true, height: null, pace: null, waited };
    return;
  }
  const isOurs = !handedOn || counters.keyFrames > base.keyFrames || now - since >= KEY_FRAME_PATIENCE_MS;
  const flowing = counters.frames > base.frames && isOurs;
  watch.arrival = { flowing, isOurs, height: counters.height, pace: counters.frames - before.frames, waited };
}

/** Notes a reading, and gives back the one from which on what happens lately is counted. */
function lately(watch: Watch, counters: Counters, now: number): Taken {
  const recent = watch.readings.filter(({ at }, index, all) => at > now - LATELY_MS || isLastBefore(all, index, now));
  const taken = { at: now, counters };
  watch.readings = [...recent, taken];
  return watch.readings[0] ?? taken;
}

/** The newest that is old enough: from it on the whole time is counted. */
function isLastBefore(readings: readonly Taken[], index: number, now: number): boolean {
  return (readings[index + 1]?.at ?? now) > now - LATELY_MS;
}

function count(stat: Readonly<Record<string, unknown>>): Counters {
  const number = (name: string) => (typeof stat[name] === 'number' ? stat[name] : 0);
  return {
    frames: number('framesDecoded'),
    keyFrames: number('keyFramesDecoded'),
    packets: number('packetsReceived'),
    height: number('frameHeight') || null,
    played: number('jitterBufferEmittedCount'),
    waited: number('jitterBufferDelay') * 1000,
  };
}
