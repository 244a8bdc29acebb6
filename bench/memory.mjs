// What a server keeps for each viewer: its memory with few and with many of them, after a full collection each time.
//   node bench/memory.mjs [few] [many] [bitrate]       # 200 600 300k
// A first audience comes, watches and goes before anything is read: the JIT's code and the buffers' first growth are not
// what a viewer costs. Prints KiB for each viewer between few and many, and what the idle server takes.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [few = 200, many = 600] = process.argv.slice(2, 4).map(Number);
const bitrate = process.argv[4] ?? '300k';
const program = new URL('../src/Plenum.Server/bin/Release/net10.0/Plenum.Server', import.meta.url).pathname;
const temporary = mkdtempSync(join(tmpdir(), 'plenum-memory-'));

/** A command of the runtime's diagnostics protocol: "DOTNET_IPC_V1", length, command set, command, reserved. */
function command(set, id, payload) {
  const header = Buffer.alloc(20);
  header.write('DOTNET_IPC_V1\0', 'latin1');
  header.writeUInt16LE(20 + payload.length, 14);
  header.writeUInt8(set, 16);
  header.writeUInt8(id, 17);
  return Buffer.concat([header, payload]);
}

function ask(pid, set, id, payload) {
  const name = readdirSync(tmpdir()).find((file) => file.startsWith(`dotnet-diagnostic-${pid}-`));
  if (!name) throw new Error(`Process ${pid} listens to no diagnostics in ${tmpdir()}.`);
  const socket = connect(join(tmpdir(), name));
  socket.write(command(set, id, payload));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (first) => resolve({ socket, first }));
  });
}

function text(value) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(value.length + 1);
  return Buffer.concat([length, Buffer.from(`${value}\0`, 'utf16le')]);
}

/** Opens an event session with the keyword that begins with a full, blocking collection, and closes it again. */
async function collect(pid) {
  const eventPipe = 2;
  const [stop, start] = [1, 2];
  const gcHeapCollect = 0x800000n;
  const options = Buffer.alloc(24);
  options.writeUInt32LE(1, 0); // MiB of buffer
  options.writeUInt32LE(1, 4); // nettrace
  options.writeUInt32LE(1, 8); // one provider
  options.writeBigUInt64LE(gcHeapCollect, 12);
  options.writeUInt32LE(4, 20);
  const { socket, first } = await ask(
    pid, eventPipe, start, Buffer.concat([options, text('Microsoft-Windows-DotNETRuntime'), Buffer.alloc(4)]));
  socket.resume();
  await wait(500);
  const { socket: second } = await ask(pid, eventPipe, stop, first.subarray(20, 28));
  second.destroy();
  await wait(500);
  socket.destroy();
}

function rss(pid) {
  return Number(/^Rss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))[1]);
}

async function settled(pid) {
  for (let times = 0; times < 2; times++) await collect(pid);
  return rss(pid);
}

async function startServer() {
  const server = spawn(program, ['serve', '--dev', '--urls', 'http://127.0.0.1:0', '--Plenum:Media:Address=127.0.0.1',
    '--Plenum:Media:Port=0', '--Plenum:Rooms:Defaults:MaxAudience=10000', '--Plenum:HttpSessions:MaxSessionsPerAddress=100000'],
  { env: { ...process.env, ASPNETCORE_ENVIRONMENT: 'Development' }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    const url = /Plenum is ready: (\S+)/.exec(said)?.[1];
    if (url) return { server, url };
  }
  throw new Error(`The server ended: ${said}`);
}

/** An audience that is there for a while; what `look` finds in its middle. */
async function watched(url, viewers, hold, look) {
  const json = join(temporary, `${viewers}.json`);
  const test = spawn(program, ['loadtest', 'livestream', '--whip', `${url}/whip/{room}?identity={id}`, '--whep', `${url}/whep/{room}`,
    '--viewers', `${viewers}`, '--bitrate', bitrate, '--join-rate', '50', '--warm-up', '10s', '--hold', `${hold}s`, '--json', json],
  { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => test.once('exit', resolve));
  await Promise.race([wait((viewers / 50 + 10 + hold / 2) * 1000), ended]);
  const found = await look();
  await ended;
  const { joined } = existsSync(json) ? JSON.parse(readFileSync(json)).participants : { joined: 0 };
  if (joined !== viewers + 1) throw new Error(`${joined} of ${viewers + 1} joined.`);
  return found;
}

const { server, url } = await startServer();
try {
  server.stdout.resume();
  const ready = rss(server.pid);
  const idle = await settled(server.pid);
  await watched(url, few, 5, async () => 0);
  const after = await settled(server.pid);
  const [small, large] = [
    await watched(url, few, 20, () => settled(server.pid)),
    await watched(url, many, 20, () => settled(server.pid)),
  ];
  const empty = await settled(server.pid);
  const perViewer = (large - small) / (many - few);
  console.log(JSON.stringify({
    few, many, readyKiB: ready, idleKiB: idle, emptiedKiB: after, fewKiB: small, manyKiB: large, emptiedAgainKiB: empty,
    perViewerKiB: Math.round(perViewer * 10) / 10,
  }));
} finally {
  server.kill();
  rmSync(temporary, { recursive: true });
}
