import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
let made = 0;

/** Where a process runs that is not to be in the machine's own network. */
export interface Place {
  /** The command that starts another one there, with its arguments before the other's. */
  readonly prefix: readonly string[];
  /** A script that does the same, for who takes one executable. */
  wrap(executable: string): string;
}

/** A server has its machine for itself; here it has precedence before a dozen browsers. */
export const precedence = ['chrt', '--rr', '2'];

/**
 * Two network namespaces with a wire between them: the server's side, where those are who have a good network, and a far
 * side, which can be made narrow. Needs root. Nothing of it can be seen from the machine's own network.
 */
export class WiredNetwork {
  readonly serverAddress = '10.99.0.1';
  readonly farAddress = '10.99.0.2';
  private readonly scripts = mkdtempSync(join(tmpdir(), 'plenum-network-'));

  private constructor(private readonly name: string) {}

  static async make(): Promise<WiredNetwork> {
    const network = new WiredNetwork(`plenum-${process.pid}-${++made}`);
    const { near, far, serverAddress, farAddress } = network;
    await run('ip', ['netns', 'add', near]);
    await run('ip', ['netns', 'add', far]);
    await run('ip', ['-n', near, 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far', 'netns', far]);
    for (const [namespace, device, address, other] of [
      [near, 'near', serverAddress, farAddress],
      [far, 'far', farAddress, serverAddress],
    ] as const) {
      await run('ip', ['-n', namespace, 'address', 'add', `${address}/30`, 'dev', device]);
      for (const up of ['lo', device]) await run('ip', ['-n', namespace, 'link', 'set', up, 'up']);
      // A page that may not see its network's addresses uses the one of the default route.
      await run('ip', ['-n', namespace, 'route', 'add', 'default', 'via', other]);
    }
    return network;
  }

  get serverSide(): Place {
    return this.place(this.near);
  }

  get farSide(): Place {
    return this.place(this.far);
  }

  /** What goes to the far side goes at this rate from now on, through a queue that drops what would wait for longer. */
  async narrow(kilobits: number, queueMs: number): Promise<void> {
    const shape = ['rate', `${kilobits}kbit`, 'burst', '4kb', 'latency', `${queueMs}ms`];
    await run('tc', ['-n', this.near, 'qdisc', 'replace', 'dev', 'near', 'root', 'tbf', ...shape]);
  }

  /** What the narrow link's queue has dropped so far, and what waits in it. */
  async queue(): Promise<string> {
    const { stdout } = await run('tc', ['-n', this.near, '-s', 'qdisc', 'show', 'dev', 'near']);
    const [, dropped] = /dropped (\d+)/.exec(stdout) ?? [];
    const [, backlog] = /backlog (\S+ \S+)/.exec(stdout) ?? [];
    return `dropped ${dropped}, waiting ${backlog}`;
  }

  async remove(): Promise<void> {
    for (const namespace of [this.near, this.far]) await run('ip', ['netns', 'delete', namespace]);
    await rm(this.scripts, { recursive: true, force: true });
  }

  private get near(): string {
    return `${this.name}-near`;
  }

  private get far(): string {
    return `${this.name}-far`;
  }

  private place(namespace: string): Place {
    const prefix = ['ip', 'netns', 'exec', namespace];
    return {
      prefix,
      wrap: (executable) => {
        const script = join(this.scripts, namespace);
        writeFileSync(script, `#!/bin/sh\nexec ${prefix.join(' ')} ${executable} "$@"\n`);
        chmodSync(script, 0o755);
        return script;
      },
    };
  }
}
