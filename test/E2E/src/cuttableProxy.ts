import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay in front of the server, so that a test can pull the plug of one participant's signalling. */
export class CuttableProxy {
  private readonly pairs = new Set<Socket>();
  private cutOff = false;

  private constructor(
    private readonly listener: Server,
    readonly url: string,
  ) {}

  static async before(serverUrl: string): Promise<CuttableProxy> {
    const target = new URL(serverUrl);
    const listener = createServer((client) => proxy.accept(client, Number(target.port), target.hostname));
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const proxy = new CuttableProxy(listener, `http://127.0.0.1:${address.port}`);
    return proxy;
  }

  /** Breaks every connection and refuses new ones until `mend`. */
  cut(): void {
    this.cutOff = true;
    for (const socket of this.pairs) socket.destroy();
  }

  mend(): void {
    this.cutOff = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.listener.close();
    await once(this.listener, 'close');
  }

  private accept(client: Socket, port: number, host: string): void {
    if (this.cutOff) {
      client.destroy();
      return;
    }
    const upstream = connect(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.pairs.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.pairs.delete(from);
        to.destroy();
      });
    }
  }
}
