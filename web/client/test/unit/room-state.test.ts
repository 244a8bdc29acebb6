import { describe, expect, it } from 'vitest';
import { directLinks, standbyTurn } from '../../src/room/plan';
import { afterRestart, fromSnapshot, participantOf, type RoomState, reduce, withoutLate } from '../../src/room/state';
import type { EdgeInfo, ParticipantInfo, PublicationInfo, RoomInfo, RoomSnapshot } from '../../src/wire.generated';

const room = {
  name: 'r',
  capacity: 8,
  locked: false,
  waitingRoom: false,
  topology: 'auto' as const,
  metadata: '',
  createdAt: '2026-01-01T00:00:00Z',
};

function person(id: string, publications: readonly PublicationInfo[] = []): ParticipantInfo {
  return {
    ...{ id, identity: id, name: id, role: 'member', grants: [], metadata: '', connected: true, publications },
    joinedAt: `2026-01-01T00:00:0${id.slice(1)}Z`,
  };
}

function camera(owner: string): PublicationInfo {
  return { id: `${owner}.camera`, kind: 'video', source: 'camera', muted: false };
}

function edge(publisher: string, subscriber: string, via: EdgeInfo['via'] = 'direct'): EdgeInfo {
  const publication = `${publisher}.camera`;
  return { id: `${publication}>${subscriber}`, publication, publisher, subscriber, via };
}

function snapshot(participants: readonly ParticipantInfo[], edges: readonly EdgeInfo[] = []): RoomSnapshot {
  return { room, participants, edges, chat: [], waiting: [] };
}

const three = fromSnapshot(
  'p1',
  snapshot(
    [person('p1', [camera('p1')]), person('p2', [camera('p2')]), person('p3')],
    [edge('p1', 'p2'), edge('p1', 'p3'), edge('p2', 'p1')],
  ),
);

const ids = (state: RoomState) => state.participants.map(({ id }) => id);

describe('the room', () => {
  it('follows who comes, changes and goes', () => {
    let state = reduce(three, { type: 'participantJoined', participant: person('p4') });
    expect(ids(state)).toEqual(['p1', 'p2', 'p3', 'p4']);
    state = reduce(state, { type: 'participantUpdated', participant: { ...person('p4'), name: 'Dora' } });
    expect(participantOf(state, 'p4')?.name).toBe('Dora');
    state = reduce(state, { type: 'participantLeft', participant: 'p2', reason: 'left' });
    expect(ids(state)).toEqual(['p1', 'p3', 'p4']);
    expect(state.edges.map(({ id }) => id)).toEqual(['p1.camera>p3']);
  });

  it('follows publications, and takes the same news twice', () => {
    const published = { type: 'published', participant: 'p3', publication: camera('p3') } as const;
    let state = reduce(reduce(three, published), published);
    expect(participantOf(state, 'p3')?.publications).toEqual([camera('p3')]);
    const muted = { ...camera('p3'), muted: true };
    state = reduce(state, { type: 'publicationUpdated', participant: 'p3', publication: muted });
    expect(participantOf(state, 'p3')?.publications).toEqual([muted]);
    state = reduce(state, { type: 'unpublished', participant: 'p3', publication: 'p3.camera' });
    expect(participantOf(state, 'p3')?.publications).toEqual([]);
  });

  it('keeps untouched participants as they are', () => {
    const state = reduce(three, { type: 'published', participant: 'p3', publication: camera('p3') });
    expect(participantOf(state, 'p2')).toBe(participantOf(three, 'p2'));
  });

  it('is the same object after events that are not about it', () => {
    expect(reduce(three, { type: 'reacted', participant: 'p2', emoji: 'x' })).toBe(three);
    expect(reduce(three, { type: 'signaled', from: 'p2', data: { link: 'l' } })).toBe(three);
  });

  it('is entered from the waiting room by a snapshot', () => {
    const state = reduce(fromSnapshot('p1', snapshot([])), { type: 'admitted', snapshot: snapshot([person('p1')]) });
    expect(ids(state)).toEqual(['p1']);
  });
});

describe('the plan', () => {
  it('gives one link for each participant with direct edges', () => {
    expect([...directLinks(three)]).toEqual([
      ['p2', { send: ['p1.camera'], receive: ['p2.camera'] }],
      ['p3', { send: ['p1.camera'], receive: [] }],
    ]);
  });

  it('changes by its events', () => {
    const state = reduce(three, { type: 'planChanged', added: [edge('p3', 'p1')], removed: ['p1.camera>p3'] });
    expect(directLinks(state).get('p3')).toEqual({ send: [], receive: ['p3.camera'] });
    const again = reduce(state, { type: 'planChanged', added: [edge('p3', 'p1')], removed: [] });
    expect(again.edges).toHaveLength(state.edges.length);
  });

  it('leaves other ways than direct ones to others', () => {
    const state = reduce(three, { type: 'planChanged', added: [edge('p4', 'p1', 'forward')], removed: [] });
    expect(directLinks(state).has('p4')).toBe(false);
  });
});

describe('a connection with the server', () => {
  const turn = (change: Partial<RoomInfo>) => standbyTurn({ ...three, room: { ...room, ...change } });

  it('is kept ready, by one after the other, when whoever joins next moves the call there', () => {
    expect(turn({ meshUpTo: 3 })).toBe(0);
    expect(standbyTurn({ ...three, self: 'p3', room: { ...room, meshUpTo: 3 } })).toBe(2);
  });

  it('is not while there is room in the mesh, nor where the call stays in it', () => {
    expect(turn({ meshUpTo: 4 })).toBeNull();
    expect(turn({})).toBeNull();
    expect(turn({ topology: 'mesh', meshUpTo: 3 })).toBeNull();
  });

  it('is in a room that is set to go through the server', () => {
    expect(turn({ topology: 'sfu' })).toBe(0);
  });

  it('is not for the sake of who only watches', () => {
    const participants = three.participants.map((one) => (one.id === 'p3' ? { ...one, audience: true } : one));
    expect(standbyTurn({ ...three, participants, room: { ...room, meshUpTo: 3 } })).toBeNull();
  });
});

describe('after a restart of the server', () => {
  const restarted = afterRestart(three, snapshot([person('p1', [camera('p1')])]), 20_000);

  it('those who are missing stay with their links, shown as reconnecting', () => {
    expect(ids(restarted)).toEqual(['p1', 'p2', 'p3']);
    expect(restarted.participants.map(({ connected }) => connected)).toEqual([true, false, false]);
    expect(directLinks(restarted)).toEqual(directLinks(three));
  });

  it('those who come back are simply there', () => {
    const back = reduce(restarted, { type: 'participantJoined', participant: person('p2', [camera('p2')]) });
    expect(ids(back)).toEqual(['p1', 'p2', 'p3']);
    expect(participantOf(back, 'p2')?.connected).toBe(true);
    const late = withoutLate(back, 20_000);
    expect(ids(late)).toEqual(['p1', 'p2']);
    expect(directLinks(late).has('p3')).toBe(false);
  });

  it('nobody is given up before the grace is over', () => {
    expect(withoutLate(restarted, 19_999)).toBe(restarted);
  });

  it('a publication that was taken back meanwhile is gone with its edges', () => {
    const state = afterRestart(three, snapshot([person('p1', [camera('p1')]), person('p2'), person('p3')]), 20_000);
    expect(participantOf(state, 'p2')?.publications).toEqual([]);
    expect(directLinks(state).size).toBe(0);
  });

  it('the chat is kept if the server forgot it', () => {
    const message = { id: 1, participant: 'p2', name: 'p2', text: 'hi', at: '2026-01-01T00:00:10Z' };
    const state = reduce(three, { type: 'chatReceived', message });
    expect(afterRestart(state, snapshot([]), 0).chat).toEqual([message]);
  });
});
