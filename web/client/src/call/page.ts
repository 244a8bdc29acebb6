export function every(milliseconds: number, action: () => void): () => void {
  const timer = setInterval(action, milliseconds);
  return () => clearInterval(timer);
}

/** A closed tab says goodbye, so that nobody waits for it; one that may come back (the page cache) does not. */
export function onPageHide(action: () => void): () => void {
  const handler = (event: PageTransitionEvent) => {
    if (!event.persisted) action();
  };
  globalThis.addEventListener('pagehide', handler);
  return () => globalThis.removeEventListener('pagehide', handler);
}

export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
