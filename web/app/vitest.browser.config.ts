import { defineConfig } from 'vitest/config';

/** A real browser: slow, and not part of `npm test`. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
});
