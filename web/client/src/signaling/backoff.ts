const FIRST_MS = 250;
const LONGEST_MS = 8_000;

/**
 * How long to wait before attempt number `attempt` (0 for the first after a loss), in milliseconds. Doubles up to eight
 * seconds, with full jitter over its upper half: a restarted server meets its clients one by one, not as a herd.
 */
export function backoff(attempt: number, random: () => number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(longest * (0.5 + random() / 2));
}
