import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['src/globalSetup.ts'],
    // Each case runs encoders in real time: one after the other.
    fileParallelism: false,
    testTimeout: 90_000,
    // Seven encoders and a browser on two cores: a starved machine loses packets that the code does not.
    retry: 2,
    hookTimeout: 120_000,
  },
});
