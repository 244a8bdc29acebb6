import { readFile, writeFile } from 'node:fs/promises';

const autogroup = '/proc/sys/kernel/sched_autogroup_enabled';

/**
 * Linux shares a busy machine out between sessions first (autogroup), and a browser is a session of its own: beside nine
 * pages on two cores the server then gets its turn 100 to 200 ms late, and every tile stands still. On machines of their own
 * they would not meet. Who may (root) switches it off for as long as the tests run.
 */
export default async function shareFairly(): Promise<() => Promise<void>> {
  const before = await readFile(autogroup, 'utf8').catch(() => '0');
  if (before.trim() === '0') return async () => undefined;
  const isOff = await writeFile(autogroup, '0').then(
    () => true,
    () => false,
  );
  if (!isOff) console.warn(`${autogroup} is 1 and cannot be changed: gaps of tiles may be the scheduler's.`);
  return async () => {
    if (isOff) await writeFile(autogroup, before);
  };
}
