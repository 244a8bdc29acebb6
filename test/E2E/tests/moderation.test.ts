import { describe, expect, test } from 'vitest';
import type { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { until } from '../src/wait.ts';

const scene = useScene();

async function hostAndGuest(room: string): Promise<{ host: Participant; guest: Participant; guestId: string }> {
  const host = await scene.join(room, 'Host');
  const guest = await scene.join(room, 'Guest');
  await host.seesMoving(1);
  return { host, guest, guestId: await guest.id() };
}

describe('the host', () => {
  test('mutes somebody, who is told and can unmute again', async () => {
    const { host, guest, guestId } = await hostAndGuest('host-mute');
    await host.hears(1);

    await host.page.evaluate(async (id) => {
      const track = window.plenum.state.participants
        .find((one) => one.id === id)
        ?.publications.find((one) => one.source === 'microphone');
      await window.plenum.host.muteTrack(track?.id ?? '');
    }, guestId);

    const microphone = () => guest.page.evaluate(() => window.plenum.media.getSnapshot().microphone.status);
    await until("the guest's microphone is muted", async () => (await microphone()) === 'muted');
    await guest.reads(/Host/);

    await guest.click('toggle-mic');
    await until("the guest's microphone is on again", async () => (await microphone()) === 'on');
    await host.hears(1);
  });

  test('removes somebody, who sees why and does not come back by itself', async () => {
    const { host, guest, guestId } = await hostAndGuest('host-remove');

    await host.page.evaluate((id) => window.plenum.host.remove(id), guestId);

    await guest.reads(/removed/i);
    await host.seesTiles(1, 5_000);
    expect(await guest.page.evaluate(() => window.plenum.state.end?.reason)).toBe('removed');
  });

  test('locks the room: a newcomer stays outside until it is opened', async () => {
    const { host } = await hostAndGuest('host-lock');
    await host.page.evaluate(() => window.plenum.host.lock(true));

    const late = await scene.open('host-lock', 'Late', { query: { name: 'Late', join: 'now' } });
    await late.reads(/locked/i);
    await host.seesTiles(2);

    await host.page.evaluate(() => window.plenum.host.lock(false));
    const later = await scene.join('host-lock', 'Later');
    await later.seesMoving(2);
  });

  test('lets somebody in from the waiting room, and turns somebody away', async () => {
    const { host } = await hostAndGuest('host-wait');
    await host.page.evaluate(() => window.plenum.host.setWaitingRoom(true));

    const friend = await scene.open('host-wait', 'Friend', { query: { name: 'Friend', join: 'now' } });
    const stranger = await scene.open('host-wait', 'Stranger', { query: { name: 'Stranger', join: 'now' } });
    const waiting = async (name: string) =>
      host.page.evaluate((wanted) => window.plenum.state.waiting.find((one) => one.name === wanted)?.id ?? null, name);
    const friendId = await until('the friend waits', () => waiting('Friend'));
    const strangerId = await until('the stranger waits', () => waiting('Stranger'));
    await host.seesTiles(2);

    await host.page.evaluate((id) => window.plenum.host.admit(id), friendId);
    await host.page.evaluate((id) => window.plenum.host.deny(id), strangerId);

    await friend.inCall();
    await friend.seesMoving(2);
    await until('the stranger is turned away', () =>
      stranger.page.evaluate(() => window.plenum.state.end?.reason === 'denied'),
    );
    await host.seesTiles(3);
  });

  test('hands over, and the new host ends the call for everybody', async () => {
    const { host, guest, guestId } = await hostAndGuest('host-end');

    await host.page.evaluate((id) => window.plenum.host.handOver(id), guestId);
    await expect(host.page.evaluate(() => window.plenum.host.endCall())).rejects.toThrow();
    await guest.page.evaluate(() => window.plenum.host.endCall());

    for (const participant of [host, guest]) {
      await until(`${participant.name}'s call has ended`, () =>
        participant.page.evaluate(() => window.plenum.state.end?.reason === 'roomEnded'),
      );
    }
  });
});
