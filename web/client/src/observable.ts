/**
 * State that can be watched. `getSnapshot()` returns the same immutable object until something changed, so the pair fits
 * React's `useSyncExternalStore(store.subscribe, store.getSnapshot)`; both functions are bound.
 */
export interface Observable<T> {
  readonly getSnapshot: () => T;
  /** Calls `listener` after each change. Returns the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** An {@link Observable} together with the right to change it. */
export class Store<T> implements Observable<T> {
  private value: T;
  private readonly listeners = new Set<() => void>();

  constructor(initial: T) {
    this.value = initial;
  }

  readonly getSnapshot = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    // A wrapper of its own for each call: the same function may be subscribed twice.
    const entry = () => listener();
    this.listeners.add(entry);
    return () => this.listeners.delete(entry);
  };

  /** Replaces the value; nobody is called if it is the very same object. */
  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.value));
  }
}
