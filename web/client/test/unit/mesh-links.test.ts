import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MeshLinks } from '../../src/links/mesh-links';
import type { PeerPlan } from '../../src/room/plan';
import { FakePeerConnection } from '../support/fake-peer-connection';

let connections: FakePeerConnection[];
let links: MeshLinks;
beforeEach(() => {
  vi.useFakeTimers();
  connections = [];
  links = new MeshLinks({
    self: 'b',
    createConnection: () => {
      const connection = new FakePeerConnection();
      connections.push(connection);
      return connection as unknown as RTCPeerConnection;
    },
    createInstance: () => `i${connections.length}`,
    firstTarget: () => undefined,
    now: () => performance.now(),
    send: () => undefined,
    changed: () => undefined,
  });
});
afterEach(() => {
  links.close();
  vi.useRealTimers();
});

const plan = (...participants: string[]) => {
  const nothing: PeerPlan = { send: [], receive: [] };
  links.update({
    plan: new Map(participants.map((participant) => [participant, nothing])),
    publications: new Map(),
    kindOf: () => undefined,
  });
};
const isOpen = () => connections.map(({ signalingState }) => signalingState !== 'closed');
const passSecond = async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  links.tick(() => true);
};

describe('direct links that the plan has given up', () => {
  it('are gone at once, but taken down a little later and one by one', async () => {
    plan('a', 'c', 'd');
    plan('d');
    expect(links.all.map(({ participant }) => participant)).toEqual(['d']);
    expect(isOpen()).toEqual([true, true, true]);
    await passSecond();
    expect(isOpen()).toEqual([false, true, true]);
    await passSecond();
    expect(isOpen()).toEqual([false, false, true]);
  });

  it('are not taken up again: who comes back gets a new one', () => {
    plan('a');
    plan();
    plan('a');
    expect(connections).toHaveLength(2);
  });

  it('go with all others when the call is over', () => {
    plan('a', 'c');
    plan('c');
    links.close();
    expect(isOpen()).toEqual([false, false]);
  });
});
