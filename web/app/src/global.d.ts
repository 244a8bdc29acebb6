import type { Call } from '@plenum/client';

declare global {
  interface Window {
    /** The call of this page, for tests and for whoever looks into it with the browser's tools. */
    plenum?: Call;
  }
}
