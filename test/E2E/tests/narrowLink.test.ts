import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../src/browsers.ts';
import { WiredNetwork } from '../src/network.ts';
import { Participant } from '../src/participant.ts';
import { PlenumServer } from '../src/server.ts';
import { type Motion, motionSince, type Reception, reception } from '../src/standstill.ts';
import { until } from '../src/wait.ts';

/** A minute by ./test.sh full. */
const seconds = Number(process.env.PLENUM_WATCH ?? 15);
const publishers = Number(process.env.PLENUM_PUBLISHERS ?? 8);
const size = { width: 480, height: 270, frameRate: Number(process.env.PLENUM_RATE ?? 15) };

// Ten pages are more than two cores carry beside anything else: by ./test.sh full. It makes network namespaces, which takes root.
describe.runIf(process.env.PLENUM_WATCH && process.getuid?.() === 0)('a receiver behind a link of 300 kbit/s', () => {
  let network: WiredNetwork;
  let server: PlenumServer;
  let near: Browser;
  let far: Browser;

  beforeAll(async () => {
    network = await WiredNetwork.make();
    // It listens on all addresses of a network that nobody else can reach.
    const settings = { Plenum__Rooms__Defaults__Topology: 'Sfu', Plenum__ForceDevMode: 'true' };
    server = await PlenumServer.start(settings, network.serverSide);
    near = await launchChromium({ place: network.serverSide });
    far = await launchChromium({
      place: network.farSide,
      args: [`--unsafely-treat-insecure-origin-as-secure=${server.urlAt(network.serverAddress)}`],
    });
  });
  afterAll(async () => {
    await Promise.all([near?.close(), far?.close()]);
    await server?.stop();
    await network?.remove();
  });

  test(`sees eight move for ${seconds} s, while another sees them in full quality`, { timeout: 400_000 }, async () => {
    const watcher = { query: { camera: 'off', mic: 'off' }, viewport: { width: 1280, height: 800 } };
    const publisher = { size, blind: true, viewport: { width: 360, height: 320 } };
    for (let count = 1; count <= publishers; count++)
      await Participant.join(near, server, 'narrow', `P${count}`, publisher);
    const wide = await Participant.join(near, server, 'narrow', 'Wide', watcher);
    const url = server.urlAt(network.serverAddress);
    const narrow = await Participant.join(far, { url }, 'narrow', 'Narrow', watcher);
    for (const viewer of [wide, narrow])
      await until(`${viewer.name} sees all in full quality`, () => seesFullQuality(viewer), 60_000).catch(
        async (error: Error) => {
          const [told] = await describeReception(viewer, []);
          throw new Error(`${error.message}: ${told}; ${await serverState(wide, viewer.name)}`);
        },
      );

    await network.narrow(Number(process.env.PLENUM_LINK ?? 300), 400);
    const narrowedAt = Date.now();
    let before = await reception(narrow);
    let lookedAt = narrowedAt;
    const look = async (): Promise<void> => {
      if (Date.now() - lookedAt < 950) return;
      lookedAt = Date.now();
      const [told, now] = await describeReception(narrow, before);
      before = now;
      console.log(
        `${Date.now() - narrowedAt} ms: ${told}; ${await serverState(wide, 'Narrow')}; ${await network.queue()}; wide asked for ${await keyFramesWanted(wide)}`,
      );
    };
    await until(
      'all eight move again',
      async () => {
        const from = Date.now() - 4_000;
        await look();
        return from > narrowedAt && isMoving(await pictures(narrow, from));
      },
      40_000,
    ).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${tell(await pictures(narrow, narrowedAt))}`);
    });
    console.log(`after ${Date.now() - narrowedAt} ms all eight have moved for 4 s`);

    const since = Date.now();
    const sounds = await heard(narrow);
    let full = 0;
    let looks = 0;
    while (Date.now() - since < seconds * 1000) {
      const from = Date.now();
      await until('a second passed', () => Date.now() - from >= 1000);
      looks++;
      full += (await seesFullQuality(wide)) ? 1 : 0;
      await look();
    }

    const [seen, seenWide] = [await pictures(narrow, since), await pictures(wide, since)];
    console.log(`narrow: ${tell(seen)}\nwide: ${tell(seenWide)}; full quality at ${full} of ${looks} looks`);
    expect(seen).toHaveLength(publishers);
    for (const { tile, gapMs } of seen) expect(gapMs, tile).toBeLessThan(1000);
    expect(full).toBe(looks);
    for (const { tile, gapMs } of seenWide) expect(gapMs, tile).toBeLessThan(1000);
    expect(await heard(narrow)).toBeGreaterThan(sounds);
  });
});

/** Tiles with a picture; who has no camera has none. */
async function pictures(participant: Participant, since: number): Promise<Motion[]> {
  const names = new Set(
    (await participant.tiles()).filter(({ self, width }) => !self && width > 0).map(({ participant: id }) => id),
  );
  return (await motionSince(participant, since)).filter(({ tile }) => names.has(tile));
}

const isMoving = (seen: readonly Motion[]): boolean =>
  seen.length === publishers && seen.every(({ gapMs }) => gapMs < 1000);

async function seesFullQuality(participant: Participant): Promise<boolean> {
  return (await reception(participant)).filter(({ height }) => height === size.height).length === publishers;
}

async function keyFramesWanted(participant: Participant): Promise<number> {
  return (await reception(participant)).reduce((sum, { plis }) => sum + plis, 0);
}

async function heard(participant: Participant): Promise<number> {
  return (await participant.audioEnergies()).reduce((sum, energy) => sum + energy, 0);
}

const tell = (seen: readonly Motion[]): string =>
  seen.map(({ frames, gapMs }) => `${frames} frames, longest gap ${gapMs.toFixed(0)} ms`).join('; ');

/** What came in since the last look: of pictures height:kB/frames, key frames, packets asked for and come again, PLIs. */
async function describeReception(participant: Participant, before: Reception[]): Promise<[string, Reception[]]> {
  const now = await reception(participant);
  const kilobytes = (one: Reception, was?: Reception) => ((one.bytes - (was?.bytes ?? 0)) / 1000).toFixed(1);
  const told = now.map((one, index) => {
    const was = before[index];
    if (one.kind === 'audio') return `a${kilobytes(one, was)}`;
    const keys = one.keyFrames - (was?.keyFrames ?? 0);
    const nacks = one.nacks - (was?.nacks ?? 0);
    const repeated = one.repeated - (was?.repeated ?? 0);
    const plis = one.plis - (was?.plis ?? 0);
    const extra = `${keys ? ` K${keys}` : ''}${nacks ? ` N${nacks}/${repeated}` : ''}${plis ? ` P${plis}` : ''}`;
    return `${one.height}:${kilobytes(one, was)}/${one.frames - (was?.frames ?? 0)}${extra}`;
  });
  return [told.join(' | '), now];
}

/**
 * What the server thinks of the narrow path and sends by it: kbit/s, whether that is proven, what waits; of each picture
 * its layer and key frames so far, and how many sounds are left out. Asked for where that costs nothing.
 */
async function serverState(participant: Participant, name: string): Promise<string> {
  const text = await participant.page.evaluate(() => fetch('/debug/state').then((answer) => answer.text()));
  const state: DebugState = JSON.parse(text);
  const [room] = state.rooms;
  const id = room?.participants.find((one) => one.name === name)?.id;
  const peer = room?.peers.find((one) => one.participant === id);
  if (peer === undefined) return 'no connection';
  const video = peer.slots
    .filter(({ kind }) => kind === 'video')
    .map(({ layer, keyFrames, repeated }) => `${layer}K${keyFrames}R${repeated}`);
  const leftOut = peer.slots.filter((slot) => slot.leftOut).length;
  const rate = `${Math.round(peer.budgetBitsPerSecond / 1000)}${peer.budgetProven ? '!' : ''}`;
  return `${rate} kbit/s, ${Math.round(peer.waitingBits / 1000)} kbit wait, ${video.join(' ')}, ${leftOut} sounds out, ${state.packets.keyFramesRequested} asked`;
}

interface DebugState {
  readonly packets: { readonly keyFramesRequested: number };
  readonly rooms: readonly {
    readonly participants: readonly { readonly id: string; readonly name: string }[];
    readonly peers: readonly {
      readonly participant: string;
      readonly budgetBitsPerSecond: number;
      readonly budgetProven: boolean;
      readonly waitingBits: number;
      readonly slots: readonly {
        readonly kind: string;
        readonly layer: string | null;
        readonly keyFrames: number;
        readonly repeated: number;
        readonly leftOut: boolean;
      }[];
    }[];
  }[];
}
