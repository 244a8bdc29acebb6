import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from './browsers.ts';
import { type JoinOptions, Participant } from './participant.ts';
import { PlenumServer } from './server.ts';

/** A server and a Chromium for the tests of one file; whoever a test brought in leaves with it. */
export interface Scene {
  readonly server: PlenumServer;
  readonly browser: Browser;
  join(room: string, name: string, options?: JoinOptions): Promise<Participant>;
  open(room: string, name: string, options?: JoinOptions): Promise<Participant>;
  /**
   * A first call through the server, which is over then. A server that was not published compiles each thing at the moment
   * that it does it for the first time: for a second or two its packets come late (see docs/moves.md).
   */
  rehearse(): Promise<void>;
  /** Takes somebody along who was brought in by other means. */
  adopt(participant: Participant): Participant;
}

export function useScene(settings: Record<string, string> = {}): Scene {
  let server: PlenumServer | undefined;
  let browser: Browser | undefined;
  const present: Participant[] = [];

  beforeAll(async () => {
    server = await PlenumServer.start(settings);
    browser = await launchChromium();
  });
  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') await report(context.task.name, server, present);
    await Promise.all(present.splice(0).map((participant) => participant.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const scene: Scene = {
    get server() {
      return there(server);
    },
    get browser() {
      return there(browser);
    },
    adopt(participant) {
      present.push(participant);
      return participant;
    },
    rehearse: async () => {
      const options = { size: { width: 160, height: 120, frameRate: 15 }, viewport: { width: 480, height: 360 } };
      const two = [
        await scene.join('rehearsal', 'One', options),
        await scene.join('rehearsal', 'Two', options),
      ] as const;
      for (const topology of ['sfu', 'mesh'] as const) await two[0].moves(topology, two);
      await Promise.all(two.map((participant) => participant.close()));
      present.length = 0;
    },
    join: async (room, name, options) =>
      scene.adopt(await Participant.join(scene.browser, scene.server, room, name, options)),
    open: async (room, name, options) =>
      scene.adopt(await Participant.open(scene.browser, scene.server, room, name, options)),
  };
  return scene;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the scene is set up in beforeAll');
  return value;
}

/** What a failed test leaves behind for whoever reads the log. */
async function report(test: string, server: PlenumServer | undefined, present: Participant[]): Promise<void> {
  console.error(`--- ${test} failed; the server wrote:\n${server?.log.slice(-3_000)}`);
  console.error(`--- what it forwarded:\n${server && (await forwarded(server).catch(String))}`);
  for (const participant of present) console.error(`--- ${participant.name}:\n${participant.console.slice(-2_000)}`);
}

/** Of each connection: what it may carry, and of each of its slots what is shown and how much of it was sent. */
async function forwarded(server: PlenumServer): Promise<string> {
  const response = await fetch(`${server.url}/debug/state`);
  const { rooms, shards }: DebugState = await response.json();
  const connections = rooms.flatMap(({ peers }) =>
    peers.map(({ participant, state, roundTripMs, budgetBitsPerSecond, slots }) => {
      const bound = slots.filter(({ wanted }) => wanted !== null);
      const sent = bound.map((slot) => `${slot.wanted} ${slot.forwarded}${slot.leftOut ? ' (left out)' : ''}`);
      return `${participant}: ${state}, ${roundTripMs} ms, ${budgetBitsPerSecond} bit/s; ${sent.join(', ')}`;
    }),
  );
  return [...shards.map(({ name, sheds, busy }) => `${name}: sheds ${sheds}, busy ${busy}`), ...connections].join('\n');
}

interface DebugState {
  shards: { name: string; sheds: string; busy: number }[];
  rooms: {
    peers: {
      participant: string;
      state: string;
      roundTripMs: number | null;
      budgetBitsPerSecond: number;
      slots: { wanted: string | null; forwarded: number; leftOut: boolean }[];
    }[];
  }[];
}
