import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's coturn on loopback, with one user whose credentials last. */
export class TurnServer {
  readonly user = 'plenum';
  readonly password = 'correct horse';

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly address: string,
  ) {}

  static async start(): Promise<TurnServer> {
    const folder = mkdtempSync(join(tmpdir(), 'plenum-turn-'));
    const port = await freePort();
    const child = spawn(
      'turnserver',
      [
        ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--no-tcp', '--allow-loopback-peers', '--fingerprint'],
        ...['--lt-cred-mech', '--realm', 'plenum.test', '--user', 'plenum:correct horse'],
        ...['--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1', '--listening-port', `${port}`],
        ...[
          '--log-file',
          'stdout',
          '--simple-log',
          '--pidfile',
          join(folder, 'pid'),
          '--userdb',
          join(folder, 'users'),
        ],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await answersOn(port);
    return new TurnServer(child, folder, `127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** Asks with a STUN binding request until there is an answer. */
async function answersOn(port: number): Promise<void> {
  const question = Buffer.from('000100002112a442504c454e554d54455354494e', 'hex');
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  const asking = setInterval(() => socket.send(question, port, '127.0.0.1'), 50);
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(10_000) });
  } finally {
    clearInterval(asking);
    socket.close();
  }
}
