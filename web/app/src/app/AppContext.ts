import { createContext, useContext } from 'react';
import type { PreferenceStore } from '../preferences/PreferenceStore';
import type { Sdk } from '../session/RoomSession';

/** What every page needs from outside. */
export interface AppServices {
  readonly sdk: Sdk;
  readonly preferences: PreferenceStore;
}

export const AppContext = createContext<AppServices | null>(null);

export function useServices(): AppServices {
  const services = useContext(AppContext);
  if (!services) throw new Error('AppContext is missing');
  return services;
}
