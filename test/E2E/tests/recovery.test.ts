import { describe, expect, test } from 'vitest';
import { launchChromium } from '../src/browsers.ts';
import { CuttableProxy } from '../src/cuttableProxy.ts';
import { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

/** A socket that its end did not close is missed by its heartbeats after this at the latest; the grace begins then. */
const noticeMs = 15_000;
/** For pages of a busy machine to show what they were told. */
const marginMs = 5_000;
const graceMs = 20_000;
const scene = useScene({ Plenum__Rooms__Defaults__Topology: 'Mesh' });

async function trio(room: string): Promise<Participant[]> {
  const everybody: Participant[] = [];
  for (const name of ['Alice', 'Bob', 'Carol']) everybody.push(await scene.join(room, name));
  for (const participant of everybody) await participant.seesMoving(2);
  return everybody;
}

const status = (participant: Participant) => participant.page.evaluate(() => window.plenum.state.status);

describe('a call is closed by a leave or by time, never by a hiccup', () => {
  test('a tab killed without goodbye disappears from the others within the grace', async () => {
    const browser = await launchChromium();
    try {
      const alice = await scene.join('killed', 'Alice');
      const bob = await scene.join('killed', 'Bob');
      const carol = await Participant.join(browser, scene.server, 'killed', 'Carol');
      for (const participant of [alice, bob, carol]) await participant.seesMoving(2);

      await carol.kill();

      for (const participant of [alice, bob]) {
        await participant.seesTiles(2, noticeMs + graceMs + marginMs);
        await participant.seesMoving(1);
      }
    } finally {
      await browser.close();
    }
  });

  test('a signalling socket cut for 5 s resumes, and the pictures never stop', async () => {
    const alice = await scene.join('cut', 'Alice');
    const proxy = await CuttableProxy.before(scene.server.url);
    try {
      const bob = scene.adopt(await Participant.join(scene.browser, proxy, 'cut', 'Bob'));
      await alice.seesMoving(1);
      await bob.seesMoving(1);
      const [aliceId, bobId] = [await alice.id(), await bob.id()];

      proxy.cut();
      const cutAt = Date.now();
      await until("Bob's page says that it reconnects", () => bob.has('reconnecting'));
      while (Date.now() - cutAt < 5_000) {
        await alice.seesFramesOf(bobId, 5, 3_000);
        await bob.seesFramesOf(aliceId, 5, 3_000);
      }
      proxy.mend();

      await until('Bob is connected again', async () => (await status(bob)) === 'connected');
      await until('the notice is gone', async () => !(await bob.has('reconnecting')));
      expect(await bob.id()).toBe(bobId);
      expect(await alice.connectionsMade()).toBe(1);
      expect(await bob.connectionsMade()).toBe(1);
      await alice.seesFramesOf(bobId);

      // Signalling works again in both directions.
      await bob.page.evaluate(() => window.plenum.sendChat('back'));
      await until('Alice reads Bob', () =>
        alice.page.evaluate(() => window.plenum.state.chat.some((message) => message.text === 'back')),
      );
    } finally {
      await proxy.close();
    }
  });

  test('the server restarts under the call: everybody is back by themselves and media never stopped', async () => {
    const everybody = await trio('restart');
    const ids = await Promise.all(everybody.map((participant) => participant.id()));

    const restarted = scene.server.restart();
    let running = true;
    const watched = Promise.all(
      everybody.map(async (participant, index) => {
        const others = ids.filter((_, other) => other !== index);
        while (running) for (const other of others) await participant.seesFramesOf(other, 3, 4_000);
      }),
    );
    await restarted;
    for (const participant of everybody) {
      await until(
        `${participant.name} is back`,
        () =>
          participant.page.evaluate(
            () =>
              window.plenum.state.status === 'connected' &&
              window.plenum.state.participants.length === 3 &&
              window.plenum.state.participants.every((one) => one.connected),
          ),
        graceMs,
      );
    }
    running = false;
    await watched;

    expect(await Promise.all(everybody.map((participant) => participant.id()))).toEqual(ids);
    for (const participant of everybody) {
      expect(await participant.connectionsMade()).toBe(2);
      await participant.seesMoving(2);
      await participant.hears(2);
    }
  });

  test('a peer connection closed underneath is replaced', async () => {
    const alice = await scene.join('closed', 'Alice');
    const bob = await scene.join('closed', 'Bob');
    await alice.seesMoving(1);
    await bob.seesMoving(1);

    await alice.page.evaluate(() => {
      for (const connection of window.testHooks.connections) connection.close();
    });

    await until('Alice made a new connection', async () => (await alice.connectionsMade()) > 1);
    await alice.seesMoving(1);
    await bob.seesMoving(1);
    await alice.hears(1);
    await bob.hears(1);
  });
});

describe('a call through the server', () => {
  const forwarded = useScene({ Plenum__Rooms__Defaults__Topology: 'Sfu' });

  test('goes on while a signalling socket is cut, over the same connection', async () => {
    const alice = await forwarded.join('sfu-cut', 'Alice');
    const proxy = await CuttableProxy.before(forwarded.server.url);
    try {
      const bob = forwarded.adopt(await Participant.join(forwarded.browser, proxy, 'sfu-cut', 'Bob'));
      await alice.seesMoving(1);
      await bob.seesMoving(1);

      proxy.cut();
      await until("Bob's page says that it reconnects", () => bob.has('reconnecting'));
      await alice.seesMoving(1, 30);
      await bob.seesMoving(1, 30);
      proxy.mend();

      await until('Bob is connected again', async () => (await status(bob)) === 'connected');
      await bob.seesMoving(1, 30);
      expect(await bob.connectionsMade()).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  test('is made anew by itself when the server restarts', async () => {
    const everybody: Participant[] = [];
    for (const name of ['Alice', 'Bob', 'Carol']) everybody.push(await forwarded.join('sfu-restart', name));
    for (const participant of everybody) await participant.seesMoving(2);

    const cutAt = Date.now();
    await forwarded.server.restart();
    for (const participant of everybody) {
      await until(`${participant.name} is back`, async () => (await status(participant)) === 'connected');
      await participant.seesMoving(2, 5);
      await participant.hears(2);
      expect(await participant.connectionsMade()).toBe(2);
    }
    console.log(`everybody sees and hears everybody ${Date.now() - cutAt} ms after the server was killed`);
  });

  test('replaces a connection that was closed underneath', async () => {
    const alice = await forwarded.join('sfu-closed', 'Alice');
    const bob = await forwarded.join('sfu-closed', 'Bob');
    for (const participant of [alice, bob]) await participant.seesMoving(1);

    await alice.page.evaluate(() => {
      for (const connection of window.testHooks.connections) connection.close();
    });

    await until('Alice made a new connection', async () => (await alice.connectionsMade()) > 1);
    for (const participant of [alice, bob]) {
      await participant.seesMoving(1);
      await participant.hears(1);
    }
  });
});
