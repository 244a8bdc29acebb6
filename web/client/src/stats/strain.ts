/** What one picture's encoder in the mesh does now. */
export interface EncoderStrain {
  /** The share of what the picture is worth sending with that the path carries, 0 to 1. */
  readonly carried: number;
  /** More than one step of quality was given up for the processor. */
  readonly cpuLimited: boolean;
}

export interface Strain {
  readonly uplink: boolean;
  readonly cpu: boolean;
}

export const NO_STRAIN: Strain = { uplink: false, cpu: false };

/** Below this share a mesh looks worse than a server's picture would. */
const CARRIED_ENOUGH = 0.5;
/** Seconds in a row of trouble before it counts. */
const UPLINK_SECONDS = 4;
const CPU_SECONDS = 5;
const FIRST_HOLD_MS = 60_000;
const LONGEST_HOLD_MS = 15 * 60_000;
/** Trouble that comes back sooner than this after a hold was not over: the next hold lasts twice as long. */
const RELAPSE_MS = 5 * 60_000;

interface Trouble {
  readonly seconds: number;
  readonly holdUntil: number;
  readonly holdMs: number;
}

const CALM: Trouble = { seconds: 0, holdUntil: Number.NEGATIVE_INFINITY, holdMs: FIRST_HOLD_MS };

/**
 * Tells whether this client carries the mesh. Once the call has moved away from the mesh nothing is left to measure, so a
 * finding holds for a time, which grows each time the mesh was tried again and failed.
 */
export class StrainDetector {
  private uplink = CALM;
  private cpu = CALM;

  /** Once a second. `encoders`: all pictures sent over direct links; empty where there is no mesh to judge. */
  update(encoders: readonly EncoderStrain[], links: number, now: number): Strain {
    // One other participant costs the same by any way.
    const isMesh = links > 1 && encoders.length > 0;
    const carried = encoders.reduce((sum, encoder) => sum + encoder.carried, 0) / Math.max(1, encoders.length);
    const limited = encoders.some(({ cpuLimited }) => cpuLimited);
    this.uplink = next(this.uplink, isMesh && carried < CARRIED_ENOUGH, UPLINK_SECONDS, now);
    this.cpu = next(this.cpu, isMesh && limited, CPU_SECONDS, now);
    return { uplink: now < this.uplink.holdUntil, cpu: now < this.cpu.holdUntil };
  }
}

function next(before: Trouble, isTroubled: boolean, needed: number, now: number): Trouble {
  const seconds = isTroubled ? before.seconds + 1 : 0;
  if (seconds < needed) return { ...before, seconds };
  const held = now < before.holdUntil;
  const relapsed = !held && now - before.holdUntil < RELAPSE_MS;
  const calmed = !held && !relapsed;
  const doubled = Math.min(LONGEST_HOLD_MS, before.holdMs * 2);
  const holdMs = calmed ? FIRST_HOLD_MS : relapsed ? doubled : before.holdMs;
  return { seconds, holdMs, holdUntil: now + holdMs };
}
