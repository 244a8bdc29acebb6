import { afterAll, beforeAll, expect, test } from 'vitest';
import { EchoServer } from '../src/echoServer.ts';
import { runForeign } from '../src/foreign.ts';
import { TurnServer } from '../src/turnServer.ts';

let relay: TurnServer;
let server: EchoServer;

beforeAll(async () => {
  relay = await TurnServer.start();
  server = await EchoServer.start('127.0.0.1', relay);
});

afterAll(async () => {
  await server?.stop();
  await relay?.stop();
});

// Our offer names no address, so nothing can go past the relay. aiortc and werift begin nothing without a candidate.
test('our client role reaches pion through coturn alone, media and data', async () => {
  const result = await runForeign('pion', { url: server.url, profile: 'gcm128', role: 'call' });
  const report = await server.report(result.location);
  const received = (kind: string) => report.inbound.find((stream) => stream.kind === kind)?.packetsReceived ?? 0;
  console.log(`pion through coturn: ${JSON.stringify(result)}, ${received('Video')} and ${received('Audio')} back`);
  expect(report.isRelayed).toBe(true);
  expect(result.video).toBeGreaterThan(100);
  expect(result.audio).toBeGreaterThan(200);
  expect(received('Video')).toBeGreaterThan(100);
  expect(received('Audio')).toBeGreaterThan(200);
  expect(report.messages).toBeGreaterThan(0);
});
