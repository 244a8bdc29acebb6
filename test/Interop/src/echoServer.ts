import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TurnServer } from './turnServer.ts';

const executable = fileURLToPath(new URL('../EchoServer/bin/Debug/net10.0/Plenum.Interop.EchoServer', import.meta.url));

/** What the echo server tells of a session. */
export interface SessionReport {
  state: string;
  profile: string | null;
  isRelayed: boolean;
  closed: string | null;
  messages: number;
  channels: number;
  keyFrameRequests: number;
  inbound: { mid: string; kind: string; rid: string; packetsReceived: number; packetsRecovered: number }[];
  outbound: { packetsSent: number; packetsRetransmitted: number; fractionLost: number }[];
  drops: Record<string, number>;
}

/** This machine's first address that is not loopback; what is sent there does not leave the machine either. */
export function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  const own = addresses.find((entry) => entry?.family === 'IPv4' && !entry.internal);
  if (own === undefined) throw new Error('this machine has loopback alone');
  return own.address;
}

/** The C# echo server as a process of its own. */
export class EchoServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * With media on loopback, or on an address of this machine for stacks that never use loopback; with a TURN server,
   * its calls go by that alone.
   */
  static async start(address = '127.0.0.1', relay?: TurnServer): Promise<EchoServer> {
    const args = relay ? [address, relay.address, relay.user, relay.password] : [address];
    const child = spawn(executable, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
    return new EchoServer(child, url);
  }

  /** The report of the session or call at a path that the server gave. */
  async report(location: string): Promise<SessionReport> {
    return (await (await fetch(`${this.url}${location}`)).json()) as SessionReport;
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}
