import { describe, expect, test } from 'vitest';
import type { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const scene = useScene();

/** Two people in a call, each seeing the other. */
async function pair(room: string): Promise<{ alice: Participant; bob: Participant; aliceId: string }> {
  const alice = await scene.join(room, 'Alice');
  const bob = await scene.join(room, 'Bob');
  await alice.seesMoving(1);
  await bob.seesMoving(1);
  return { alice, bob, aliceId: await alice.id() };
}

/** What Bob's SDK says of a publication of somebody. */
async function publication(of: Participant, participant: string, source: string) {
  return of.page.evaluate(
    (id, wanted) => {
      const found = window.plenum.state.participants
        .find((candidate) => candidate.id === id)
        ?.publications.find((candidate) => candidate.source === wanted);
      return found === undefined ? null : { muted: found.muted, id: found.id };
    },
    participant,
    source,
  );
}

describe('the controls', () => {
  test('muting the microphone is told at once, silences, and renegotiates nothing', async () => {
    const { alice, bob, aliceId } = await pair('mute');
    await bob.hears(1);
    const before = await alice.negotiations();

    await alice.click('toggle-mic');
    await until('Bob knows that Alice is muted', async () => (await publication(bob, aliceId, 'microphone'))?.muted);
    await until('Bob receives silence', async () => {
      const first = await bob.audioEnergies();
      await alice.seesFramesOf(await bob.id(), 5);
      const second = await bob.audioEnergies();
      return second.every((energy, index) => energy - (first[index] ?? 0) < 1e-6);
    });

    await alice.click('toggle-mic');
    await bob.hears(1);
    expect((await publication(bob, aliceId, 'microphone'))?.muted).toBe(false);
    expect(await alice.negotiations()).toEqual(before);
  });

  test('the camera goes off and on again without renegotiation', async () => {
    const { alice, bob, aliceId } = await pair('camera');
    const before = await alice.negotiations();

    await alice.click('toggle-camera');
    await until('Bob knows that the camera is off', async () => (await publication(bob, aliceId, 'camera'))?.muted);

    await alice.click('toggle-camera');
    await bob.seesFramesOf(aliceId);
    expect(await alice.negotiations()).toEqual(before);
  });

  test('another camera takes over in place', async () => {
    const { alice, bob, aliceId } = await pair('device');
    const before = await alice.negotiations();

    const switched = await alice.page.evaluate(async () => {
      const { media } = window.plenum;
      const current = media.getSnapshot().camera.track?.stream.getVideoTracks()[0]?.getSettings().deviceId;
      const other = media.getSnapshot().cameras.findLast((camera) => camera.deviceId !== current);
      if (other === undefined) return null;
      await media.selectCamera(other.deviceId);
      return media.getSnapshot().camera.track?.stream.getVideoTracks()[0]?.getSettings().deviceId === other.deviceId;
    });

    expect(switched).toBe(true);
    await bob.seesFramesOf(aliceId);
    expect(await alice.negotiations()).toEqual(before);
  });

  test('a shared screen appears beside the camera and goes again', async () => {
    const { alice, bob, aliceId } = await pair('screen');

    await alice.click('toggle-screen');
    await until("Bob has Alice's screen", async () => publication(bob, aliceId, 'screen'));
    await until("Bob's tiles of Alice are both pictures", async () => {
      const tiles = (await bob.tiles()).filter((tile) => tile.participant === aliceId);
      return tiles.length === 2 && tiles.every((tile) => tile.frames > 0);
    });

    await alice.click('toggle-screen');
    await until('the screen is gone', async () => (await publication(bob, aliceId, 'screen')) === null);
    await bob.seesTiles(2);
    await bob.seesFramesOf(aliceId);
  });

  test('a chat message arrives once, is counted while the chat is closed, and stays text', async () => {
    const { alice, bob } = await pair('chat');
    await alice.click('open-chat');
    await alice.enter('chat-input', '<b>hello</b> 你好');

    await until('Bob is told of one unread message', async () =>
      bob.page.$eval('[data-testid="open-chat"]', (button) => /1/.test(button.textContent ?? '')),
    );
    await bob.click('open-chat');
    const texts = async (who: Participant) =>
      who.page.$$eval('[data-testid="chat-message"]', (messages) =>
        messages.map((message) => message.textContent ?? ''),
      );
    await until('the message is there', async () => (await texts(bob)).length === 1);
    expect((await texts(bob))[0]).toContain('<b>hello</b> 你好');
    expect((await texts(alice)).length).toBe(1);
  });

  test('a raised hand is seen', async () => {
    const { alice, bob, aliceId } = await pair('hand');

    await alice.click('toggle-hand');

    await until('Bob sees the hand', async () =>
      bob.page.evaluate(
        (id) => window.plenum.state.participants.find((one) => one.id === id)?.handRaisedAt != null,
        aliceId,
      ),
    );
  });

  test('leaving is seen at once', async () => {
    const { alice, bob } = await pair('leave');

    await alice.click('leave');

    await bob.seesTiles(1, 5_000);
  });
});
