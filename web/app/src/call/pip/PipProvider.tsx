import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { PipContent } from './PipContent';
import { openPipWindow, supportsDocumentPip, toggleVideoPip } from './pipWindow';

export interface Pip {
  readonly available: boolean;
  readonly open: boolean;
  readonly toggle: () => void;
}

const PipContext = createContext<Pip | null>(null);

export function usePip(): Pip {
  const pip = useContext(PipContext);
  if (!pip) throw new Error('PipProvider is missing');
  return pip;
}

/** The call in a small window above all others: with controls where the browser can, else the large picture alone. */
export function PipProvider({ children }: { readonly children: ReactNode }) {
  const [view, setView] = useState<Window | null>(null);
  const toggle = useCallback(() => {
    if (view) view.close();
    // A refusal (no click, no video) leaves things as they were.
    else if (supportsDocumentPip()) openPipWindow().then(setView, () => undefined);
    else toggleVideoPip().catch(() => undefined);
  }, [view]);
  useEffect(() => {
    const closed = () => setView(null);
    view?.addEventListener('pagehide', closed);
    return () => {
      view?.removeEventListener('pagehide', closed);
      view?.close();
    };
  }, [view]);
  const pip = useMemo<Pip>(
    () => ({ available: supportsDocumentPip() || document.pictureInPictureEnabled, open: view !== null, toggle }),
    [view, toggle],
  );
  return (
    <PipContext value={pip}>
      {children}
      {view && createPortal(<PipContent />, view.document.body)}
    </PipContext>
  );
}
