import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EchoServer, ownAddress } from '../src/echoServer.ts';
import { type ForeignOptions, runForeign } from '../src/foreign.ts';
import { profiles } from '../src/profiles.ts';

// The profiles that each stack offers, found by asking for all.
const stacks = [
  { stack: 'wrtc', supported: ['cm80'] },
  { stack: 'werift', supported: ['gcm128', 'cm80'] },
  { stack: 'aiortc', supported: ['cm80'] },
  { stack: 'gstreamer', supported: ['cm80'] },
  { stack: 'pion', supported: ['gcm128', 'cm80'] },
];

let server: EchoServer;

beforeAll(async () => {
  // libnice sends from its interface even to loopback, where nothing arrives.
  server = await EchoServer.start(ownAddress());
});

afterAll(() => server.stop());

async function run(stack: string, options: Omit<ForeignOptions, 'url'>) {
  const result = await runForeign(stack, { url: server.url, ...options });
  const report = await server.report(result.location);
  const inbound = report.inbound.map((stream) => `${stream.kind} ${stream.packetsReceived}`);
  console.log(`${stack} ${options.role} ${options.profile}: ${JSON.stringify(result)}, server got ${inbound}`);
  expect(report.profile).toBe(profiles[options.profile]);
  return { result, report };
}

describe.each(stacks)('$stack', ({ stack, supported }) => {
  test.each(supported)('gets back for ten seconds what it sent, under %s', async (profile) => {
    const { result } = await run(stack, { profile, role: 'session' });
    expect(result.video).toBeGreaterThan(100);
    expect(result.audio).toBeGreaterThan(200);
    expect(result.messages).toBeGreaterThan(20);
  });
});

describe('our client role', () => {
  test.each(['aiortc', 'werift', 'pion'])('publishes to %s, which answers, and receives from it', async (stack) => {
    const { result, report } = await run(stack, { profile: 'cm80', role: 'call' });
    const received = (kind: string) => report.inbound.find((stream) => stream.kind === kind)?.packetsReceived ?? 0;
    expect(result.video).toBeGreaterThan(100);
    expect(result.audio).toBeGreaterThan(200);
    expect(received('Video')).toBeGreaterThan(100);
    expect(received('Audio')).toBeGreaterThan(200);
    expect(report.messages).toBeGreaterThan(0);
  });
});
