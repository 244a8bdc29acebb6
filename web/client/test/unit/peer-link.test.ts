import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalPublication } from '../../src/links/local-publication';
import { MeshPeer } from '../../src/links/mesh-peer';
import type { SignalData } from '../../src/wire.generated';
import { FakePeerConnection, fakeTrack } from '../support/fake-peer-connection';

/** Two ends of a link and the wire between them, which the test may hold, lose or repeat. */
class Pair {
  now = 0;
  signaling = true;
  held: (() => void)[] | null = null;
  readonly sent: { from: 'a' | 'b'; data: SignalData }[] = [];
  readonly connections: FakePeerConnection[] = [];
  private instances = 0;
  readonly a: MeshPeer;
  readonly b: MeshPeer;

  constructor(publications: { a: LocalPublication[]; b: LocalPublication[] }) {
    this.a = this.end('a', false, publications);
    this.b = this.end('b', true, publications);
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  }

  /** Time passes for both ends, in half seconds as in a call. */
  async pass(seconds: number): Promise<void> {
    for (let step = 0; step < seconds * 2; step++) {
      this.now += 500;
      this.a.tick(this.signaling);
      this.b.tick(this.signaling);
      await this.settle();
    }
  }

  hold(): void {
    this.held = [];
  }

  async release(): Promise<void> {
    const held = this.held ?? [];
    this.held = null;
    for (const deliver of held) deliver();
    await this.settle();
  }

  received(end: MeshPeer): string[] {
    return [...end.current.tracks.keys()].sort();
  }

  connectionOf(end: MeshPeer): FakePeerConnection {
    return end.current.connection as unknown as FakePeerConnection;
  }

  offers(from: 'a' | 'b'): number {
    return this.sent.filter((one) => one.from === from && one.data.description?.type === 'offer').length;
  }

  private end(name: 'a' | 'b', polite: boolean, publications: { a: LocalPublication[]; b: LocalPublication[] }) {
    const other = name === 'a' ? publications.b : publications.a;
    const count = (kind: string) => other.filter((one) => one.kind === kind).length;
    return new MeshPeer(
      {
        participant: name === 'a' ? 'b' : 'a',
        polite,
        createConnection: () => {
          const connection = new FakePeerConnection();
          this.connections.push(connection);
          return connection as unknown as RTCPeerConnection;
        },
        createInstance: () => `${name}${++this.instances}`,
        firstTarget: () => undefined,
        now: () => this.now,
        send: (data) => this.carry(name, data),
        changed: () => undefined,
      },
      { send: publications[name], receive: { audio: count('audio'), video: count('video') } },
    );
  }

  private carry(from: 'a' | 'b', data: SignalData): void {
    this.sent.push({ from, data });
    const deliver = () => (from === 'a' ? this.b : this.a).receive(data);
    if (this.held) this.held.push(deliver);
    else queueMicrotask(deliver);
  }
}

function publication(id: string, kind: 'audio' | 'video'): LocalPublication {
  return { id, cid: id, kind, source: kind === 'audio' ? 'microphone' : 'camera', track: fakeTrack(kind) };
}

const none = { audio: 0, video: 0 };
const voiceA = publication('a.microphone', 'audio');
const cameraA = publication('a.camera', 'video');
const voiceB = publication('b.microphone', 'audio');
const cameraB = publication('b.camera', 'video');
const screenA: LocalPublication = { ...publication('a.screen', 'video'), source: 'screen' };
const screenB: LocalPublication = { ...publication('b.screen', 'video'), source: 'screen' };

beforeEach(() => {
  vi.stubGlobal('MediaStream', class {});
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null });
});
afterEach(() => vi.unstubAllGlobals());

async function connected(): Promise<Pair> {
  const pair = new Pair({ a: [voiceA, cameraA], b: [voiceB, cameraB] });
  await pair.settle();
  return pair;
}

describe('a link', () => {
  it('needs one offer and one answer for both directions', async () => {
    const pair = await connected();
    expect(pair.sent.filter(({ data }) => data.description)).toHaveLength(2);
    expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
    expect(pair.received(pair.b)).toEqual(['a.camera', 'a.microphone']);
    expect(pair.connectionOf(pair.a).getTransceivers()).toHaveLength(2);
  });

  it('carries what only the waiting end publishes', async () => {
    const pair = new Pair({ a: [], b: [voiceB, cameraB] });
    await pair.settle();
    expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
    expect(pair.offers('b')).toBe(0);
  });

  it('is offered by the waiting end when the first offer does not come', async () => {
    const pair = new Pair({ a: [voiceA], b: [voiceB] });
    pair.hold();
    await pair.pass(2.5);
    expect(pair.offers('b')).toBe(0);
    await pair.pass(1);
    expect(pair.offers('b')).toBe(1);
  });

  it('replaces a track without renegotiation', async () => {
    const pair = await connected();
    const before = pair.sent.length;
    const other = fakeTrack('video');
    pair.a.update({ send: [voiceA, { ...cameraA, track: other }], receive: none });
    await pair.settle();
    expect(
      pair
        .connectionOf(pair.a)
        .getTransceivers()
        .map(({ sender }) => sender.track),
    ).toContain(other);
    pair.a.update({ send: [voiceA, { ...cameraA, track: null }], receive: none });
    await pair.settle();
    expect(pair.sent).toHaveLength(before);
  });

  it('uses a free section again instead of growing', async () => {
    const pair = await connected();
    for (let round = 0; round < 5; round++) {
      pair.b.update({ send: [voiceB, cameraB, { ...screenB, id: `b.screen-${round}` }], receive: none });
      await pair.settle();
      expect(pair.received(pair.a)).toContain(`b.screen-${round}`);
      pair.b.update({ send: [voiceB, cameraB], receive: none });
      await pair.pass(1);
      expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
    }
    expect(pair.connectionOf(pair.a).getTransceivers()).toHaveLength(3);
  });

  it('falls silent at once, and negotiates it only when it stays so', async () => {
    const pair = await connected();
    const before = pair.offers('b');
    const sent = () =>
      pair
        .connectionOf(pair.b)
        .getTransceivers()
        .flatMap(({ sender }) => sender.track?.id ?? []);
    pair.b.update({ send: [voiceB], receive: none });
    await pair.settle();
    expect(sent()).toEqual([voiceB.track?.id]);
    pair.b.update({ send: [voiceB, cameraB], receive: none });
    await pair.pass(5);
    expect(sent().sort()).toEqual([voiceB.track?.id, cameraB.track?.id].sort());
    expect(pair.offers('b')).toBe(before);
    pair.b.update({ send: [voiceB], receive: none });
    await pair.pass(1);
    expect(pair.offers('b')).toBe(before + 1);
  });
});

describe('a glare', () => {
  it('ends with both new tracks on both ends, on the same connections', async () => {
    const pair = await connected();
    pair.hold();
    pair.a.update({ send: [voiceA, cameraA, screenA], receive: none });
    pair.b.update({ send: [voiceB, cameraB, screenB], receive: none });
    await pair.settle();
    expect([pair.offers('a'), pair.offers('b')]).toEqual([2, 1]);
    await pair.release();
    expect(pair.received(pair.a)).toContain('b.screen');
    expect(pair.received(pair.b)).toContain('a.screen');
    expect([pair.a.view.generation, pair.b.view.generation]).toEqual([1, 1]);
  });

  it('of first offers leaves no section that only received', async () => {
    const pair = new Pair({ a: [voiceA, cameraA], b: [voiceB, cameraB] });
    pair.hold();
    await pair.pass(4);
    expect([pair.offers('a'), pair.offers('b')]).toEqual([1, 1]);
    await pair.release();
    expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
    expect(pair.received(pair.b)).toEqual(['a.camera', 'a.microphone']);
  });
});

describe('recovery', () => {
  it('lets a short disconnection pass', async () => {
    const pair = await connected();
    pair.connectionOf(pair.a).become('disconnected');
    await pair.pass(2);
    pair.connectionOf(pair.a).become('connected');
    await pair.pass(5);
    expect(pair.sent.filter(({ data }) => data.description)).toHaveLength(2);
  });

  it('restarts ICE on a failure, from one end only', async () => {
    const pair = await connected();
    for (const end of [pair.a, pair.b]) pair.connectionOf(end).become('failed');
    await pair.pass(0.5);
    expect([pair.offers('a'), pair.offers('b')]).toEqual([2, 0]);
    expect(pair.a.status).toBe('connected');
    expect(pair.a.view.generation).toBe(1);
  });

  it('builds a new connection when the restart does not help', async () => {
    const pair = await connected();
    for (const connection of pair.connections) {
      connection.reachable = false;
      connection.become('failed');
    }
    await pair.pass(9);
    expect(pair.offers('a')).toBe(2);
    expect(pair.a.view.generation).toBe(1);
    await pair.pass(3);
    expect(pair.a.view.generation).toBe(2);
    expect(pair.b.view.generation).toBe(2);
    expect(pair.a.status).toBe('connected');
    expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
  });

  it.each(['a', 'b'] as const)('notices at %s that the connection was closed underneath', async (name) => {
    const pair = await connected();
    pair.connectionOf(pair[name]).close();
    await pair.pass(1);
    expect([pair.a.status, pair.b.status]).toEqual(['connected', 'connected']);
    expect([pair.a.view.generation, pair.b.view.generation]).toEqual([2, 2]);
    expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
    expect(pair.received(pair.b)).toEqual(['a.camera', 'a.microphone']);
  });

  it('heals when both connections are closed at once', async () => {
    const pair = await connected();
    for (const end of [pair.a, pair.b]) pair.connectionOf(end).close();
    await pair.pass(3);
    expect([pair.a.status, pair.b.status]).toEqual(['connected', 'connected']);
    expect(pair.received(pair.a)).toEqual(['b.camera', 'b.microphone']);
    expect(pair.received(pair.b)).toEqual(['a.camera', 'a.microphone']);
  });

  it('waits longer and longer with connections that fail as soon as they are up', async () => {
    const pair = await connected();
    const times: number[] = [];
    let generation = 1;
    while (times.length < 6) {
      pair.connectionOf(pair.a).close();
      await pair.pass(0.5);
      if (pair.a.view.generation === generation) continue;
      generation = pair.a.view.generation;
      times.push(pair.now);
    }
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(gaps).toEqual([500, 1_000, 1_500, 2_500, 4_500, 8_500]);
    await pair.pass(15);
    pair.connectionOf(pair.a).close();
    await pair.pass(0.5);
    expect(pair.a.view.generation).toBe(generation + 1);
  });

  it('does nothing while signalling is down', async () => {
    const pair = await connected();
    pair.signaling = false;
    for (const end of [pair.a, pair.b]) pair.connectionOf(end).become('failed');
    await pair.pass(60);
    expect(pair.sent.filter(({ data }) => data.description)).toHaveLength(2);
    pair.signaling = true;
    await pair.pass(2);
    expect([pair.a.status, pair.b.status]).toEqual(['connected', 'connected']);
  });
});

describe('signals', () => {
  it('of a connection that is gone are thrown away', async () => {
    const pair = await connected();
    const old = pair.sent.filter(({ from }) => from === 'b').map(({ data }) => data);
    pair.connectionOf(pair.a).close();
    await pair.pass(1);
    const before = pair.received(pair.a);
    for (const data of old) pair.a.receive(data);
    await pair.settle();
    expect(pair.received(pair.a)).toEqual(before);
    expect(pair.a.view.generation).toBe(2);
    expect(pair.a.status).toBe('connected');
  });

  it('may come twice', async () => {
    const pair = await connected();
    for (const { from, data } of [...pair.sent]) (from === 'a' ? pair.b : pair.a).receive(data);
    await pair.settle();
    pair.a.update({ send: [voiceA, cameraA, screenA], receive: none });
    await pair.settle();
    expect(pair.received(pair.b)).toContain('a.screen');
    expect([pair.a.view.generation, pair.b.view.generation]).toEqual([1, 1]);
  });

  it('that were lost are asked for again after a gap', async () => {
    const pair = new Pair({ a: [voiceA], b: [voiceB] });
    pair.hold();
    await pair.settle();
    pair.held = null;
    expect(pair.a.status).toBe('connecting');
    pair.a.resynchronize();
    await pair.settle();
    expect([pair.a.status, pair.b.status]).toEqual(['connected', 'connected']);
  });

  it('with candidates before their description are kept until it comes', async () => {
    const pair = new Pair({ a: [voiceA], b: [voiceB] });
    pair.hold();
    await pair.settle();
    pair.held?.reverse();
    await pair.release();
    expect(pair.connectionOf(pair.b).candidates).toHaveLength(1);
  });
});
