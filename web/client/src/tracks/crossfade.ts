/** Long enough to hide the seam, too short to be heard as two voices. */
const FADE_MS = 60;
const STEP_MS = 10;

/**
 * Fades from one playing element to another with the same sound in it; `done` when the old one is silent. Volumes add up
 * to one throughout, for what is the same sound adds up in amplitude, not in power.
 */
export function crossfade(from: HTMLMediaElement, to: HTMLMediaElement, done: () => void): void {
  // A hidden page gets its timers once a second: no fade is better than a long one.
  if (document.visibilityState === 'hidden') {
    to.volume = 1;
    return done();
  }
  const startedAt = performance.now();
  const step = () => {
    const progress = Math.min(1, (performance.now() - startedAt) / FADE_MS);
    to.volume = progress;
    from.volume = 1 - progress;
    if (progress < 1) setTimeout(step, STEP_MS);
    else done();
  };
  step();
}
