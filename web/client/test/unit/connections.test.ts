import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connections } from '../../src/call/connections';
import { emptyRoom, fromSnapshot, type RoomState } from '../../src/room/state';
import type { EdgeVia } from '../../src/wire.generated';
import { FakePeerConnection } from '../support/fake-peer-connection';

const camera = { id: 'p2.camera', kind: 'video', source: 'camera', muted: false } as const;
const person = (id: string, publications: (typeof camera)[] = []) => ({
  ...{ id, identity: id, name: id, role: 'member', grants: [], metadata: '', connected: true, publications },
  joinedAt: '2026-01-01T00:00:00Z',
});

function roomWith(via: EdgeVia): RoomState {
  const edge = { id: `p2.camera>p1:${via}`, publication: 'p2.camera', publisher: 'p2', subscriber: 'p1', via };
  const room = {
    ...{ name: 'r', capacity: 8, locked: false, waitingRoom: false, topology: 'auto', metadata: '' },
    createdAt: '2026-01-01T00:00:00Z',
  };
  const participants = [person('p1'), person('p2', [camera])];
  return fromSnapshot('p1', { room, participants, edges: [edge], chat: [], waiting: [] } as unknown as Parameters<
    typeof fromSnapshot
  >[1]);
}

describe('what an overloaded server leaves out', () => {
  let changes = 0;
  let connections: Connections;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
    for (const name of ['RTCRtpReceiver', 'RTCRtpSender']) vi.stubGlobal(name, { getCapabilities: () => null });
    changes = 0;
    connections = new Connections({
      iceServers: () => [],
      request: async (body) => {
        if (body.type !== 'negotiate') return { type: 'ok', re: 1 };
        return { type: 'negotiated', re: 1, answer: { connection: 'c1', sdp: body.offer.sdp } };
      },
      viewportOf: () => null,
      changed: () => changes++,
    });
    connections.enter('p1', undefined);
  });
  afterEach(() => {
    connections.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const enter = async (via: EdgeVia) => {
    connections.update(roomWith(via), new Map(), true);
    await vi.advanceTimersByTimeAsync(1000);
  };
  const load = (sheds: 'nothing' | 'layers') => connections.receive({ type: 'load', sheds });

  it('is told at once, and that it is over', async () => {
    await enter('forward');
    const before = changes;
    load('layers');
    expect(connections.sheds).toBe('layers');
    expect(changes).toBeGreaterThan(before);
    load('nothing');
    expect(connections.sheds).toBe('nothing');
  });

  it('concerns nobody whose pictures come directly', async () => {
    await enter('forward');
    load('layers');
    await enter('direct');
    expect(connections.sheds).toBe('nothing');
  });

  it('is forgotten after a break, for the server says it again unless it is over', async () => {
    await enter('forward');
    load('layers');
    connections.resynchronize(false, false);
    expect(connections.sheds).toBe('nothing');
    load('layers');
    expect(connections.sheds).toBe('layers');
  });

  it('is nothing before there is a room', () => {
    load('layers');
    expect(connections.sheds).toBe('nothing');
    connections.update(emptyRoom('p1'), new Map(), true);
    expect(connections.sheds).toBe('nothing');
  });
});
