import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
};

export function useFullscreen(): { readonly available: boolean; readonly on: boolean } {
  const on = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  return { available: document.fullscreenEnabled, on };
}

export function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A refusal leaves things as they were, which is plain to see.
  change.catch(() => undefined);
}
