import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a foreign stack counted in ten seconds. */
export interface ForeignResult {
  /** Where the server keeps its side. */
  location: string;
  /** Video frames decoded or, where the stack has no decoder, video packets. */
  video: number;
  /** Audio frames decoded or packets. */
  audio: number;
  /** Data channel messages that came back. */
  messages: number;
}

export interface ForeignOptions {
  url: string;
  profile: string;
  /**
   * "session": the stack offers and we echo. "call": we offer, the stack answers and echoes. "publish" and "watch": by
   * WHIP and WHEP; the URL is the endpoint's.
   */
  role: 'session' | 'call' | 'publish' | 'watch';
  /** How long; 10 if left out. */
  seconds?: number;
}

const clients = fileURLToPath(new URL('../clients/', import.meta.url));

const commands: Record<string, string[]> = {
  wrtc: ['node', `${clients}wrtc.mjs`],
  werift: ['node', `${clients}werift.mjs`],
  // Debian's packages belong to Debian's Python, whatever stands first in the path.
  aiortc: ['/usr/bin/python3', `${clients}aiortc_client.py`],
  gstreamer: ['/usr/bin/python3', `${clients}gstreamer_client.py`],
  pion: [`${clients}pion/pion-client`],
};

/** Runs a foreign stack against the echo server in a process of its own; its last line is its result. */
export async function runForeign(stack: string, options: ForeignOptions): Promise<ForeignResult> {
  const [program, ...args] = commands[stack] ?? [];
  if (program === undefined) throw new Error(`no client for ${stack}`);
  const child = spawn(program, [...args, options.url, options.profile, options.role, `${options.seconds ?? 10}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await once(child, 'close');
  clearTimeout(limit);
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`${stack} gave no result: ${output}\n${errors}`);
  return JSON.parse(last) as ForeignResult;
}
