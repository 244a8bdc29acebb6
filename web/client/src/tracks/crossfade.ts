/** Long enough to hide the seam, too short to be heard as two voices. */
const FADE_MS = 60;
const STEP_MS = 10;

/**
 * Fades from one playing element to another with the same sound in it; `done` when the old one is silent. Volumes add up
 * to one throughout, for what is the same sound adds up in amplitude, not in power. The returned function ends it at once.
 */
export function crossfade(from: HTMLMediaElement, to: HTMLMediaElement, done: () => void): () => void {
  const startedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const finish = () => {
    clearTimeout(timer);
    to.volume = 1;
    done();
  };
  const step = () => {
    const progress = (performance.now() - startedAt) / FADE_MS;
    // A hidden page gets its timers once a second: no fade is better than a long one.
    if (progress >= 1 || document.visibilityState === 'hidden') return finish();
    to.volume = progress;
    from.volume = 1 - progress;
    timer = setTimeout(step, STEP_MS);
  };
  step();
  return finish;
}
