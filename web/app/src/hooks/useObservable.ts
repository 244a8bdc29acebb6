import type { Observable } from '@plenum/client';
import { useSyncExternalStore } from 'react';

/** The whole value; renders at each change. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.getSnapshot);
}

/** A part of the value; renders only when that part is another one. `select` must return existing objects. */
export function useSelected<T, U>(observable: Observable<T>, select: (value: T) => U): U {
  return useSyncExternalStore(observable.subscribe, () => select(observable.getSnapshot()));
}
