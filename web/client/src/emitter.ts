/** Typed events: `on` returns the function that takes the handler off again. */
export interface EventSource<Events> {
  on<K extends keyof Events>(event: K, handler: (payload: Events[K]) => void): () => void;
}

/** An {@link EventSource} together with the right to emit. */
export class Emitter<Events> implements EventSource<Events> {
  private readonly handlers = new Map<keyof Events, Set<(payload: never) => void>>();

  on<K extends keyof Events>(event: K, handler: (payload: Events[K]) => void): () => void {
    const entry = (payload: Events[K]) => handler(payload);
    const set = this.handlers.get(event) ?? new Set();
    set.add(entry);
    this.handlers.set(event, set);
    return () => set.delete(entry);
  }

  emit<K extends keyof Events>(event: K, payload: Events[K]): void {
    for (const handler of [...(this.handlers.get(event) ?? [])]) {
      try {
        (handler as (payload: Events[K]) => void)(payload);
      } catch (error) {
        // An application's faulty handler must stop neither the other handlers nor the call.
        reportError(error);
      }
    }
  }
}
