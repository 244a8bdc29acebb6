import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const executable = fileURLToPath(new URL('../../../samples/EchoBot/bin/Debug/net10.0/EchoBot', import.meta.url));
const scene = useScene();
let bot: ChildProcess | undefined;

afterEach(() => {
  bot?.kill('SIGKILL');
});

test('a browser hears itself from the echo bot, which leaves when it is told to', async () => {
  bot = spawn(executable, [scene.server.url, 'echo'], { stdio: 'inherit' });
  const ended = once(bot, 'exit');
  const alice = await scene.join('echo', 'Alice', { size: { width: 320, height: 240, frameRate: 15 } });
  await alice.seesTiles(2);

  await alice.hears(1);

  bot.kill('SIGINT');
  const [code] = await ended;
  expect(code).toBe(0);
  await until('the bot is gone', async () => (await alice.tiles()).length === 1);
});
