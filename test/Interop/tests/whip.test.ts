import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../E2E/src/browsers.ts';
import { PlenumServer } from '../../E2E/src/server.ts';
import { until } from '../../E2E/src/wait.ts';
import { ownAddress } from '../src/echoServer.ts';
import { type ForeignResult, runForeign } from '../src/foreign.ts';
import { watchInBrowser } from '../src/watchInBrowser.ts';

let server: PlenumServer;

beforeAll(async () => {
  // libnice sends from its interface even to loopback, where nothing arrives.
  server = await PlenumServer.start({ Plenum__Media__Address: ownAddress(), Plenum__Media__Port: '0' });
});

afterAll(() => server.stop());

interface Room {
  name: string;
  participants: unknown[];
  peers: unknown[];
  publications: { id: string; format: string }[];
}

async function room(name: string): Promise<Room | undefined> {
  const state = (await (await fetch(`${server.url}/debug/state`)).json()) as { rooms: Room[]; drops: unknown };
  return state.rooms.find((one) => one.name === name);
}

/** Publishes by WHIP for some seconds, and tells when it flows and when it has hung up. */
async function publish(
  stack: string,
  name: string,
  identity: string,
  seconds: number,
  profile = '',
): Promise<{ ended: Promise<ForeignResult> }> {
  const before = (await room(name))?.publications.length ?? 0;
  const url = `${server.url}/whip/${name}?identity=${identity}`;
  const publishing = runForeign(stack, { url, profile, role: 'publish', seconds });
  await Promise.race([
    publishing,
    until(`${stack} is seen and heard`, async () => (await room(name))?.publications.length === before + 2, 20_000),
  ]);
  return { ended: publishing };
}

const watch = (stack: string, path: string, seconds = 10) =>
  runForeign(stack, { url: `${server.url}/whep/${path}`, profile: '', role: 'watch', seconds });

// Each stack publishes once; each watches at least once: frames decoded, or packets where it has no codecs.
test.each([
  { publisher: 'wrtc', watchers: ['gstreamer', 'werift'] },
  { publisher: 'werift', watchers: ['wrtc', 'pion'] },
  { publisher: 'aiortc', watchers: ['gstreamer', 'pion'] },
  { publisher: 'gstreamer', watchers: ['aiortc', 'werift'] },
  { publisher: 'pion', watchers: ['aiortc', 'wrtc'] },
])('$publisher publishes by WHIP, $watchers watch by WHEP', async ({ publisher, watchers }) => {
  const name = `by-${publisher}`;
  const { ended } = await publish(publisher, name, 'studio', 16);
  const results = await Promise.all(watchers.map((watcher) => watch(watcher, `${name}?publisher=studio`)));
  console.log(
    watchers.map((watcher, index) => `${publisher} to ${watcher}: ${JSON.stringify(results[index])}`).join('\n'),
  );
  for (const result of results) {
    expect(result.video).toBeGreaterThan(100);
    expect(result.audio).toBeGreaterThan(200);
  }

  await ended;
  await until('nobody is left', async () => {
    const left = await room(name);
    return left?.participants.length === 0 && left.peers.length === 0 && left.publications.length === 0;
  });
});

test('H.264 as OBS sends it, one layer of 2.5 Mbit/s, is decoded within a second or two', async () => {
  const { ended } = await publish('gstreamer', 'by-obs', 'obs', 14, 'h264');
  const result = await watch('aiortc', 'by-obs', 8);
  console.log(`H.264 to aiortc: ${JSON.stringify(result)}`);
  const formats = (await room('by-obs'))?.publications.map((publication) => publication.format);
  expect(formats).toContainEqual(expect.stringContaining('H264'));
  expect(result.video).toBeGreaterThan(180);
  await ended;
});

test('one connection of Chromium watches a whole room, through an ICE restart', async () => {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(server.url);
  const first = await publish('gstreamer', 'whole', 'one', 30);
  const second = await publish('werift', 'whole', 'two', 30);
  const watching = watchInBrowser(page, { url: `${server.url}/whep/whole?exclude=two`, pairs: 2, seconds: 6 });
  const result = await watchInBrowser(page, { url: `${server.url}/whep/whole`, pairs: 3, seconds: 6, restarts: true });
  const without = await watching;
  console.log(`Chromium: ${JSON.stringify(result)}, without two: ${JSON.stringify(without)}`);
  expect(result).toMatchObject({ status: 201, restartStatus: 200, ended: 200 });
  expect(result.framesDecoded.filter((frames) => frames > 100)).toHaveLength(2);
  expect(result.audioPackets.filter((packets) => packets > 200)).toHaveLength(2);
  expect(result.framesAfterRestart).toBeGreaterThan(80);
  expect(result.packetsLost).toBe(0);
  expect(without.framesDecoded.filter((frames) => frames > 0)).toHaveLength(1);
  await browser.close();
  await Promise.all([first.ended, second.ended]);
});

test('who watches an empty room sees it when somebody comes', async () => {
  const watching = watch('werift', 'empty', 16);
  await until('the player is there', async () => (await room('empty'))?.peers.length === 1, 10_000);
  await (await publish('pion', 'empty', 'late', 8)).ended;
  const result = await watching;
  expect(result.video).toBeGreaterThan(100);
  expect(result.audio).toBeGreaterThan(100);
});
