import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/**
 * A path to the server's media port that loses a share of the datagrams each way, whatever they are. Each client that comes
 * has a socket of its own to the server, so the server tells them apart.
 */
export class LossyRelay {
  /** Datagrams that were lost on purpose. */
  lost = 0;
  carried = 0;
  private readonly upstreams = new Map<string, Socket>();

  private constructor(
    private readonly front: Socket,
    readonly port: number,
    private readonly serverPort: number,
    private readonly share: number,
    private readonly random: () => number,
  ) {}

  static async before(serverPort: number, share: number, seed: number): Promise<LossyRelay> {
    const front = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
    front.bind(0, '127.0.0.1');
    await once(front, 'listening');
    const relay = new LossyRelay(front, front.address().port, serverPort, share, randomFrom(seed));
    front.on('message', (datagram, { port, address }) => relay.forward(datagram, port, address));
    return relay;
  }

  close(): void {
    for (const socket of [this.front, ...this.upstreams.values()]) socket.close();
  }

  private forward(datagram: Buffer, port: number, address: string): void {
    const client = `${address}:${port}`;
    const upstream = this.upstreams.get(client) ?? this.open(client, port, address);
    if (this.survives()) upstream.send(datagram, this.serverPort, '127.0.0.1');
  }

  private open(client: string, port: number, address: string): Socket {
    const upstream = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
    upstream.on('message', (datagram) => {
      if (this.survives()) this.front.send(datagram, port, address);
    });
    // The server went away; the test says so.
    upstream.on('error', () => undefined);
    this.upstreams.set(client, upstream);
    return upstream;
  }

  private survives(): boolean {
    const survives = this.random() >= this.share;
    if (survives) this.carried++;
    else this.lost++;
    return survives;
  }
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator, Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
