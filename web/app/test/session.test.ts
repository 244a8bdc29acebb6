// @vitest-environment happy-dom
import { type ConnectOptions, PlenumError } from '@plenum/client';
import { describe, expect, it } from 'vitest';
import { FakeCall } from '../dev/FakeCall';
import { FakeMedia } from '../dev/FakeMedia';
import { PreferenceStore } from '../src/preferences/PreferenceStore';
import { RoomSession } from '../src/session/RoomSession';

function setUp(refusal?: PlenumError) {
  const media = new FakeMedia({ streamFor: () => new MediaStream() });
  const calls: { options: ConnectOptions; call: FakeCall }[] = [];
  const session = new RoomSession(
    {
      createLocalMedia: () => media,
      connect: async (options) => {
        if (refusal) throw refusal;
        const call = new FakeCall(media, options.room, options.name ?? '');
        calls.push({ options, call });
        return call;
      },
    },
    new PreferenceStore(null),
    'tide',
    'a.b.c',
  );
  return { session, media, calls };
}

describe('a visit', () => {
  it('begins on the pre-join page and goes into the call', async () => {
    const { session, calls } = setUp();
    expect(session.getSnapshot().phase).toBe('preparing');
    const joined = session.join('Ada');
    expect(session.getSnapshot().phase).toBe('joining');
    await joined;
    expect(session.getSnapshot()).toEqual({ phase: 'inCall', call: calls[0]?.call });
    expect(calls[0]?.options).toMatchObject({ room: 'tide', name: 'Ada', token: 'a.b.c', media: session.media });
  });

  it('puts the call where tests look for it', async () => {
    const { session, calls } = setUp();
    await session.join('Ada');
    expect(window.plenum).toBe(calls[0]?.call);
  });

  it('joins once, however often one clicks', async () => {
    const { session, calls } = setUp();
    await Promise.all([session.join('Ada'), session.join('Ada')]);
    expect(calls).toHaveLength(1);
  });

  it('ends with the call, switches the devices off, and can begin again', async () => {
    const { session, media, calls } = setUp();
    await session.openDevices({ microphone: true, camera: true });
    await session.join('Ada');
    await calls[0]?.call.leave();
    expect(session.getSnapshot()).toMatchObject({ phase: 'over', outcome: { kind: 'left', next: 'rejoin' } });
    expect(media.getSnapshot().camera.status).toBe('off');
    session.prepare();
    expect(session.getSnapshot().phase).toBe('preparing');
    expect(media.getSnapshot().camera.status).toBe('on');
  });

  it('opens only the devices that are wished for', async () => {
    const { session, media } = setUp();
    await session.openDevices({ microphone: false, camera: true });
    expect(media.getSnapshot().microphone.status).toBe('off');
    expect(media.getSnapshot().camera.status).toBe('on');
  });

  it('goes into the call although no device opens', async () => {
    const media = new FakeMedia({ failure: 'permissionDenied', streamFor: () => new MediaStream() });
    const call = new FakeCall(media, 'tide', 'Ada');
    const sdk = { createLocalMedia: () => media, connect: async () => call };
    const session = new RoomSession(sdk, new PreferenceStore(null), 'tide', null);
    await session.openDevices({ microphone: true, camera: true });
    await session.join('Ada');
    expect(session.getSnapshot().phase).toBe('inCall');
  });

  it('says why the server refused', async () => {
    const { session } = setUp(new PlenumError('roomLocked', 'test'));
    await session.join('Ada');
    expect(session.getSnapshot()).toMatchObject({ phase: 'over', outcome: { kind: 'roomLocked' } });
  });

  it('returns to the name when the server finds it too long', async () => {
    const { session } = setUp(new PlenumError('nameTooLong', 'test'));
    await session.join('Ada');
    expect(session.getSnapshot()).toEqual({ phase: 'preparing', nameRefused: true });
  });

  it('leaves the call when the page goes', async () => {
    const { session, calls } = setUp();
    await session.join('Ada');
    session.dispose();
    expect(calls[0]?.call.state.status).toBe('ended');
  });
});
