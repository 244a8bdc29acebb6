import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../src/call/changes';
import type { CallState } from '../../src/call/types';
import { type Facts, viewOf } from '../../src/call/view';
import { emptyRoom, fromSnapshot, type RoomState, reduce } from '../../src/room/state';
import type { RemoteTrack } from '../../src/tracks/types';
import type { ChatMessage, ParticipantInfo } from '../../src/wire.generated';

const settings = {
  name: 'r',
  capacity: 8,
  locked: false,
  waitingRoom: false,
  topology: 'auto' as const,
  metadata: '',
  createdAt: '2026-01-01T00:00:00Z',
};

function person(id: string, change: Partial<ParticipantInfo> = {}): ParticipantInfo {
  return {
    ...{
      id,
      identity: id,
      name: id,
      role: 'member',
      grants: ['chat'],
      metadata: '',
      connected: true,
      publications: [],
    },
    joinedAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}

const tracks = new Map<string, RemoteTrack>();
function facts(change: Partial<Facts> = {}): Facts {
  return {
    ...{ status: 'connected', end: null, activeSpeaker: null, playbackBlocked: false, sheds: 'nothing' },
    trackOf: (id) => {
      const track = tracks.get(id) ?? ({} as RemoteTrack);
      tracks.set(id, track);
      return track;
    },
    isLive: () => true,
    linkOf: () => 'connected',
    qualityOf: () => ({ level: 'good', score: 3 }),
    isSpeaking: () => false,
    ...change,
  };
}

const camera = { id: 'p2.camera', kind: 'video', source: 'camera', muted: false } as const;
const room = fromSnapshot('p1', {
  ...{ room: settings, edges: [], chat: [], waiting: [] },
  participants: [person('p1'), person('p2', { publications: [camera] }), person('p3')],
});
const view = viewOf(null, room, facts());

function after(change: (room: RoomState) => RoomState, with_: Partial<Facts> = {}): CallState {
  return viewOf(view, change(room), facts(with_));
}

const names = (now: CallState, before = view) => changesBetween(before, now, () => 'left').map(([name]) => name);

describe('the state of a call', () => {
  it('is the same object while nothing changes', () => {
    expect(viewOf(view, room, facts())).toBe(view);
    expect(after((same) => ({ ...same, participants: same.participants.map((one) => ({ ...one })) }))).toBe(view);
  });

  it('changes only along the path to what changed', () => {
    const now = after((same) => same, { isSpeaking: (id) => id === 'p3' });
    expect(now).not.toBe(view);
    expect(now.participants[1]).toBe(view.participants[1]);
    expect(now.participants[2]?.speaking).toBe(true);
    expect(now.participants[2]?.publications).toBe(view.participants[2]?.publications);
  });

  it('knows oneself', () => {
    expect(view.participants.map(({ isLocal }) => isLocal)).toEqual([true, false, false]);
  });

  it('leaves out a publication that has no track yet', () => {
    const now = after((same) => same, { trackOf: () => undefined });
    expect(now.participants[1]?.publications).toEqual([]);
  });
});

describe('events', () => {
  it('tell who comes, goes and publishes', () => {
    expect(names(after((same) => reduce(same, { type: 'participantJoined', participant: person('p4') })))).toEqual([
      'participantJoined',
    ]);
    const gone = after((same) => reduce(same, { type: 'participantLeft', participant: 'p2', reason: 'left' }));
    expect(changesBetween(view, gone, () => 'timedOut')).toEqual([
      ['participantLeft', { participant: view.participants[1], reason: 'timedOut' }],
    ]);
    expect(
      names(after((same) => reduce(same, { type: 'unpublished', participant: 'p2', publication: 'p2.camera' }))),
    ).toEqual(['unpublished']);
  });

  it('tell nothing of the room that one finds', () => {
    expect(names(view, viewOf(null, emptyRoom('p1'), facts()))).toEqual([]);
  });

  it('tell of raised hands, once', () => {
    const raised = (same: RoomState) =>
      reduce(same, { type: 'participantUpdated', participant: person('p3', { handRaisedAt: '2026-01-01T00:01:00Z' }) });
    expect(names(after(raised))).toEqual(['handRaised']);
    expect(names(viewOf(after(raised), raised(room), facts()), after(raised))).toEqual([]);
  });

  it('tell of chat that a snapshot brings, and not of what is known', () => {
    const message = (id: number, minute: number): ChatMessage => ({
      ...{ id, participant: 'p2', name: 'p2', text: `${id}` },
      at: `2026-01-01T00:0${minute}:00Z`,
    });
    const before = after((same) => ({ ...same, chat: [message(7, 1)] }));
    const now = after((same) => ({ ...same, chat: [message(7, 1), message(8, 2)] }));
    expect(names(now, before)).toEqual(['chat']);
    const restarted = after((same) => ({ ...same, chat: [message(1, 3)] }));
    expect(names(restarted, before)).toEqual(['chat']);
  });

  it('tell of who waits', () => {
    const waiting = [{ id: 'p9', identity: 'p9', name: 'Zoe', since: '2026-01-01T00:00:00Z' }];
    expect(names(after((same) => ({ ...same, waiting })))).toEqual(['waitingArrived']);
  });

  it('end with the end', () => {
    const end = { reason: 'removed', error: null } as const;
    expect(names(after((same) => same, { status: 'ended', end }))).toEqual(['statusChanged', 'ended']);
  });
});
