import type { SocketFactory, SocketPort } from '../../src/signaling/socket';
import type { FakeServer, ServerConnection } from './fake-server';

/** Sockets to a {@link FakeServer} in the same process; each message takes one turn of the event loop. */
export function socketsTo(server: FakeServer, isUp: () => boolean = () => true): SocketFactory {
  return () => new FakeSocket(server, isUp);
}

class FakeSocket implements SocketPort {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;
  private connection: ServerConnection | null = null;
  private open = false;
  private readonly due: (() => void)[] = [];

  constructor(server: FakeServer, isUp: () => boolean) {
    setTimeout(() => {
      if (!isUp()) return this.end(1006);
      this.open = true;
      this.connection = server.accept(
        (text) => this.later(() => this.open && this.onmessage?.({ data: text })),
        (code) => this.later(() => this.end(code)),
      );
      this.onopen?.();
    });
  }

  send(text: string): void {
    this.later(() => this.open && this.connection?.receive(text));
  }

  close(): void {
    // Like a real one it flushes first.
    this.later(() => this.end(1000));
  }

  /** In order, whatever browsers do with the delays of nested timers. */
  private later(action: () => void): void {
    this.due.push(action);
    setTimeout(() => this.due.shift()?.());
  }

  private end(code: number): void {
    this.open = false;
    const connection = this.connection;
    this.connection = null;
    connection?.closed();
    this.onclose?.({ code });
  }
}
