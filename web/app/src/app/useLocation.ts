import { useCallback, useEffect, useState } from 'react';

interface Place {
  readonly pathname: string;
  readonly search: string;
}

const here = (): Place => ({ pathname: location.pathname, search: location.search });

/** The page's address; `navigate` changes it without loading the page again. */
export function useLocation() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const follow = () => setPlace(here());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const navigate = useCallback((path: string) => {
    history.pushState(null, '', path);
    setPlace(here());
  }, []);
  return { location: place, navigate };
}
