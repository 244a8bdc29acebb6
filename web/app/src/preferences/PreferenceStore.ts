import { type Observable, Store } from '@plenum/client';
import { type Preferences, parsePreferences } from './preferences';

const key = 'plenum.preferences';

/** The preferences as observable state, written to the storage on each change. */
export class PreferenceStore implements Observable<Preferences> {
  private readonly store: Store<Preferences>;
  readonly getSnapshot: () => Preferences;
  readonly subscribe: (listener: () => void) => () => void;

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.store = new Store(parsePreferences(this.read()));
    this.getSnapshot = this.store.getSnapshot;
    this.subscribe = this.store.subscribe;
  }

  readonly change = (change: Partial<Preferences>): void => {
    this.store.update((current) => ({ ...current, ...change }));
    this.write();
  };

  private read(): string | null {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  private write(): void {
    try {
      this.storage?.setItem(key, JSON.stringify(this.getSnapshot()));
    } catch {
      // A full or forbidden storage costs the memory of a choice, not the call.
    }
  }
}
