import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { AppContext } from './app/AppContext';
import { PreferenceStore } from './preferences/PreferenceStore';
import type { Sdk } from './session/RoomSession';

export function mount(sdk: Sdk): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page lacks #root');
  createRoot(root).render(
    <AppContext value={{ sdk, preferences: new PreferenceStore(storage()) }}>
      <App />
    </AppContext>,
  );
}

/** Null where the browser forbids storage to the page. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
