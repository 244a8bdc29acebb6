import { useMemo } from 'react';
import { ErrorBoundary } from './app/ErrorBoundary';
import { useLocation } from './app/useLocation';
import { useDocumentAttributes } from './hooks/useDocument';
import { Landing } from './pages/landing/Landing';
import { OutcomePage } from './pages/room/OutcomePage';
import { RoomPage } from './pages/room/RoomPage';
import { parseRoute } from './route';
import { outcomeOfKind } from './session/outcome';

export function App() {
  useDocumentAttributes();
  const { location, navigate } = useLocation();
  const route = useMemo(() => parseRoute(location), [location]);
  return (
    <ErrorBoundary>
      {route.page === 'landing' && <Landing navigate={navigate} />}
      {route.page === 'room' && <RoomPage key={route.room} room={route.room} options={route.options} />}
      {route.page === 'badRoom' && <OutcomePage outcome={outcomeOfKind('badRoom')} onAgain={() => navigate('/')} />}
    </ErrorBoundary>
  );
}
