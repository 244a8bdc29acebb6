import { useServices } from '../app/AppContext';
import type { Preferences } from '../preferences/preferences';
import { useObservable } from './useObservable';

export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const { preferences } = useServices();
  return [useObservable(preferences), preferences.change];
}
