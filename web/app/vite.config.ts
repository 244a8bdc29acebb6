import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The server answers `/` and `/r/{room}` with index.html; every other file of the build lies below `/plenum/`.
export default defineConfig({
  plugins: [react()],
  resolve: {
    // The SDK's sources, so that one build makes the application and no order has to be kept.
    alias: { '@plenum/client': fileURLToPath(new URL('../client/src/index.ts', import.meta.url)) },
  },
  build: {
    assetsDir: 'plenum',
    target: 'es2022',
    // No file becomes a data: URL, so that a strict content security policy fits.
    assetsInlineLimit: 0,
  },
  test: { include: ['test/*.test.{ts,tsx}'], css: false },
});
