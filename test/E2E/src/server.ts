import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Place, precedence } from './network.ts';
import { until } from './wait.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const executable = `${root}src/Plenum.Server/bin/Debug/net10.0/Plenum.Server`;

/** A real server process, as an operator runs it. */
export class PlenumServer {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    private readonly port: number,
    private readonly mediaPort: number,
    private readonly settings: Record<string, string>,
    private readonly place: Place | undefined,
  ) {}

  /** @param place Where it runs, if not in the machine's own network; it then listens on all addresses there. */
  static async start(settings: Record<string, string> = {}, place?: Place): Promise<PlenumServer> {
    const server = new PlenumServer(await freePort(), await freeUdpPort(), settings, place);
    await server.launch();
    return server;
  }

  get url(): string {
    return this.urlAt('127.0.0.1');
  }

  /** One for each shard, of which there is one for each processor. */
  get mediaPorts(): number[] {
    return Array.from({ length: availableParallelism() }, (_, shard) => this.mediaPort + shard);
  }

  urlAt(address: string): string {
    return `http://${address}:${this.port}`;
  }

  /** What the process wrote so far; for the message of a failed test. */
  get log(): string {
    return this.output;
  }

  /** Ends the process without a goodbye and starts another on the same port. */
  async restart(): Promise<void> {
    await this.stop('SIGKILL');
    await this.launch();
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  private async launch(): Promise<void> {
    // Two servers at once must not share the default port.
    const media = { Plenum__Media__Port: String(this.mediaPort) };
    const listens = this.urlAt(this.place ? '0.0.0.0' : '127.0.0.1');
    const [command = '', ...args] = [
      ...(this.place ? [...this.place.prefix, ...precedence] : []),
      executable,
      '--urls',
      listens,
    ];
    const child = spawn(command, args, {
      env: { ...process.env, ASPNETCORE_ENVIRONMENT: 'Development', ...media, ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    await until('the server answers /health', async () => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${this.output}`);
      return this.isHealthy();
    });
  }

  private async isHealthy(): Promise<boolean> {
    const health = `${this.url}/health`;
    if (this.place === undefined) return (await fetch(health)).ok;
    const [command = '', ...args] = [...this.place.prefix, process.execPath, '-e', `await fetch('${health}')`];
    await promisify(execFile)(command, args);
    return true;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function freeUdpPort(): Promise<number> {
  const probe = createSocket('udp4');
  await new Promise<void>((resolve) => probe.bind(0, resolve));
  const { port } = probe.address();
  await new Promise<void>((resolve) => probe.close(resolve));
  return port;
}
