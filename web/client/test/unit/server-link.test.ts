import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlenumError } from '../../src/errors';
import { type ServerInput, ServerLink } from '../../src/links/server-link';
import type { ServerPublication } from '../../src/links/server-sections';
import type { MediaAnswer, MediaOffer } from '../../src/wire.generated';
import { FakePeerConnection, fakeTrack } from '../support/fake-peer-connection';

/** A server that answers offers, in virtual time. */
class Scene {
  readonly connections: FakePeerConnection[] = [];
  readonly offers: MediaOffer[] = [];
  /** Refusals of the next offers. */
  readonly refusals: PlenumError[] = [];
  private connectionsMade = 0;
  readonly link = new ServerLink({
    now: () => performance.now(),
    createConnection: () => {
      const connection = new FakePeerConnection();
      this.connections.push(connection);
      return connection as unknown as RTCPeerConnection;
    },
    negotiate: async (offer) => this.answer(offer),
    changed: () => undefined,
  });
  private readonly ticking = setInterval(() => this.link.tick(true), 500);

  answer(offer: MediaOffer): MediaAnswer {
    this.offers.push(offer);
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    return { connection: offer.connection ?? `c${++this.connectionsMade}`, sdp: offer.sdp };
  }

  get connection(): FakePeerConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error('no connection');
    return last;
  }

  get lastOffer(): MediaOffer {
    const last = this.offers.at(-1);
    if (!last) throw new Error('no offer');
    return last;
  }

  slots(): string[] {
    return this.connection
      .getTransceivers()
      .filter(({ direction }) => direction === 'recvonly')
      .map(({ kind }) => kind);
  }

  stop(): void {
    clearInterval(this.ticking);
  }
}

const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

function publication(cid: string, forwarded = true, change: Partial<ServerPublication> = {}): ServerPublication {
  const kind = cid.startsWith('microphone') ? 'audio' : 'video';
  const source = kind === 'audio' ? 'microphone' : cid.startsWith('screen') ? 'screen' : 'camera';
  return { id: `p1.${cid}`, cid, kind, source, track: fakeTrack(kind), forwarded, budget: 4e6, ...change };
}

const input = (change: Partial<ServerInput> = {}): ServerInput => ({
  ...{ publications: [], receive: { audio: 0, video: 0 }, standby: null },
  ...change,
});
const receiving = (count: number) => ({ receive: { audio: count, video: count } });

let scene: Scene;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null });
  scene = new Scene();
});
afterEach(() => {
  scene.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the first connection', () => {
  it('comes with the join, has a section for each publication and eight slots of each kind', async () => {
    const offer = await scene.link.prepare([publication('microphone'), publication('camera')]);
    expect(offer?.tracks).toEqual({ 0: 'microphone', 1: 'camera' });
    expect(scene.slots().sort()).toEqual([...Array(8).fill('audio'), ...Array(8).fill('video')]);
    scene.link.enter({ connection: 'c1', sdp: offer?.sdp ?? '' });
    await pass();
    expect(scene.link.status).toBe('connected');
    expect(scene.offers).toEqual([]);
  });

  it('is given up when the plan does without it', async () => {
    await scene.link.prepare([publication('camera')]);
    scene.link.enter(undefined);
    await pass(1_000);
    expect(scene.link.status).toBe('none');
    expect(scene.connection.signalingState).toBe('closed');
  });

  it('restarts ICE with the TURN servers that come with the welcome, if it does not connect without', async () => {
    const offer = await scene.link.prepare([publication('camera')]);
    scene.link.enter({ connection: 'c1', sdp: offer?.sdp ?? '' });
    scene.link.setIceServers([{ urls: ['turn:turn.example.org'], username: 'u', credential: 'c' }]);
    scene.link.update(input({ publications: [publication('camera')] }));
    await pass();
    scene.connection.become('connecting');
    await pass(1_900);
    expect(scene.offers).toEqual([]);
    await pass(1_000);
    expect(scene.lastOffer).toMatchObject({ connection: 'c1' });
    expect(scene.connections).toHaveLength(1);
  });

  it('leaves a connection alone that is up without TURN', async () => {
    const offer = await scene.link.prepare([publication('camera')]);
    scene.link.enter({ connection: 'c1', sdp: offer?.sdp ?? '' });
    scene.link.setIceServers([{ urls: ['turn:turn.example.org'], username: 'u', credential: 'c' }]);
    scene.link.update(input({ publications: [publication('camera')] }));
    await pass(5_000);
    expect(scene.offers).toEqual([]);
  });

  it('is made when the plan forwards something, and not before', async () => {
    scene.link.update(input({ publications: [publication('camera', false)] }));
    await pass();
    expect(scene.connections).toHaveLength(0);
    scene.link.update(input({ publications: [publication('camera', false)], ...receiving(1) }));
    await pass();
    expect(scene.link.status).toBe('connected');
    expect(scene.lastOffer).not.toHaveProperty('connection');
  });
});

describe('sections', () => {
  it('send a publication only while the plan forwards it, without negotiation', async () => {
    scene.link.update(input({ publications: [publication('camera', false)], ...receiving(1) }));
    await pass();
    const [section] = scene.connection.getTransceivers();
    expect(section?.sender.track).toBeNull();
    const forwarded = publication('camera');
    scene.link.update(input({ publications: [forwarded], ...receiving(1) }));
    await pass();
    expect(section?.sender.track).toBe(forwarded.track);
    scene.link.update(input({ publications: [publication('camera', false)], ...receiving(1) }));
    await pass();
    expect(section?.sender.track).toBeNull();
    expect(scene.offers).toHaveLength(1);
  });

  it('are added for what is published later, and taken again by the next of the same source', async () => {
    scene.link.update(input({ publications: [publication('microphone')] }));
    await pass();
    scene.link.update(input({ publications: [publication('microphone'), publication('screen')] }));
    await pass();
    expect(scene.offers).toHaveLength(2);
    expect(scene.lastOffer).toMatchObject({ connection: 'c1' });
    const sections = scene.connection.getTransceivers().length;
    scene.link.update(input({ publications: [publication('microphone')] }));
    scene.link.update(input({ publications: [publication('microphone'), publication('screen-2')] }));
    await pass();
    expect(Object.values(scene.lastOffer.tracks)).toEqual(['microphone', 'screen-2']);
    expect(scene.connection.getTransceivers()).toHaveLength(sections);
  });

  it('of pictures are made anew for another codec, and the old ones go when receivers have had time to change', async () => {
    const publications = [publication('microphone'), publication('camera')];
    scene.link.update(input({ publications }));
    await pass();
    const [, camera] = scene.connection.getTransceivers();
    scene.link.setCodecWanted({ type: 'codecWanted', codec: 'vp9' });
    await pass();
    expect(scene.offers).toHaveLength(2);
    expect(Object.values(scene.lastOffer.tracks).sort()).toEqual(['camera', 'camera', 'microphone']);
    const scalable = scene.connection.getTransceivers().at(-1);
    expect(scalable?.sender.getParameters().encodings).toMatchObject([{ scalabilityMode: 'L2T3' }]);
    expect(scene.lastOffer.layers).toEqual({ [scalable?.mid ?? '']: 2 });
    for (const section of [camera, scalable]) expect(section?.sender.track).toBe(publications[1]?.track);

    await pass(3_000);
    expect(scene.offers).toHaveLength(3);
    expect(camera?.sender.track).toBeNull();
    expect(scene.lastOffer.tracks).toEqual({ 0: 'microphone', [scalable?.mid ?? '']: 'camera' });

    const sections = scene.connection.getTransceivers().length;
    scene.link.setCodecWanted({ type: 'codecWanted', codec: 'vp8' });
    await pass(3_000);
    expect(scene.connection.getTransceivers()).toHaveLength(sections);
    expect(scene.lastOffer.tracks).toEqual({ 0: 'microphone', 1: 'camera' });
  });

  it('of a new connection begin with the codec that the group has', async () => {
    scene.link.setCodecWanted({ type: 'codecWanted', codec: 'av1' });
    scene.link.update(input({ publications: [publication('camera')] }));
    await pass(3_000);
    expect(scene.offers).toHaveLength(1);
    expect(scene.connection.getTransceivers()[0]?.sender.getParameters().encodings).toHaveLength(1);
  });

  it('grow in steps as more is forwarded to us', async () => {
    scene.link.update(input(receiving(8)));
    await pass();
    scene.link.update(input(receiving(9)));
    await pass();
    scene.link.update(input(receiving(12)));
    await pass();
    expect(scene.offers).toHaveLength(2);
    expect(scene.slots()).toHaveLength(24);
    scene.link.update(input(receiving(500)));
    await pass();
    expect(scene.slots()).toHaveLength(64);
  });

  it('encode only the layers that are watched', async () => {
    const camera = publication('camera', true, { track: { ...fakeTrack('video'), getSettings: () => hd } as never });
    scene.link.update(input({ publications: [camera] }));
    await pass();
    const active = () => {
      const encodings = scene.connection.getTransceivers()[0]?.sender.parameters.encodings as { active?: boolean }[];
      return encodings.map((encoding) => encoding.active);
    };
    expect(active()).toEqual([true, true, true]);
    scene.link.setLayersWanted({ type: 'layersWanted', cid: 'camera', layers: [0] });
    await pass();
    expect(active()).toEqual([true, false, false]);
    scene.link.setLayersWanted({ type: 'layersWanted', cid: 'camera', layers: [] });
    await pass();
    expect(active()).toEqual([false, false, false]);
  });
});

const hd = { width: 1280, height: 720 };

describe('slots', () => {
  const bound = { type: 'slots', connection: 'c1', bound: { 0: 'p2.microphone', 8: 'p2.camera' } } as const;

  it('bring what the server says', async () => {
    scene.link.update(input(receiving(1)));
    await pass();
    scene.link.bind(bound);
    const track = scene.link.current?.tracks.get('p2.camera');
    expect(track?.kind).toBe('video');
    expect(track && scene.link.current?.sectionOf(track)?.mid).toBe('8');
    scene.link.bind({ ...bound, bound: {} });
    expect(scene.link.current?.tracks.size).toBe(0);
  });

  it('may be told before the answer is applied', async () => {
    const offer = await scene.link.prepare([]);
    scene.link.enter({ connection: 'c1', sdp: offer?.sdp ?? '' });
    scene.link.bind(bound);
    await pass();
    expect([...(scene.link.current?.tracks.keys() ?? [])]).toEqual(['p2.microphone', 'p2.camera']);
  });

  it('of another connection are not ours', async () => {
    scene.link.update(input(receiving(1)));
    await pass();
    scene.link.bind({ ...bound, connection: 'c9' });
    expect(scene.link.current?.tracks.size).toBe(0);
  });
});

describe('recovery', () => {
  beforeEach(async () => {
    scene.link.update(input(receiving(1)));
    await pass();
  });

  it('restarts ICE when the path breaks', async () => {
    const before = scene.lastOffer.sdp;
    scene.connection.become('failed');
    await pass(1_000);
    expect(scene.lastOffer).toMatchObject({ connection: 'c1' });
    expect(/ufrag:(\S+)/.exec(scene.lastOffer.sdp)?.[1]).not.toBe(/ufrag:(\S+)/.exec(before)?.[1]);
    expect(scene.link.status).toBe('connected');
    expect(scene.connections).toHaveLength(1);
  });

  it('makes a new connection when the server does not know the old one', async () => {
    scene.refusals.push(new PlenumError('connectionNotFound', ''));
    scene.connection.become('failed');
    await pass(2_000);
    expect(scene.connections).toHaveLength(2);
    expect(scene.lastOffer).not.toHaveProperty('connection');
    expect(scene.link.status).toBe('connected');
  });

  it('tries again with growing pauses while the server refuses', async () => {
    scene.refusals.push(...Array.from({ length: 4 }, () => new PlenumError('unavailable', '')));
    scene.link.resynchronize(true);
    await pass(30_000);
    expect(scene.link.status).toBe('connected');
    expect(scene.connections.filter(({ signalingState }) => signalingState !== 'closed')).toHaveLength(1);
  });

  it('begins anew with a restarted server, at once', async () => {
    scene.link.resynchronize(true);
    await pass();
    expect(scene.connections).toHaveLength(2);
    expect(scene.link.status).toBe('connected');
  });

  it('begins anew when the server has given the connection up, but for no older one', async () => {
    scene.link.lost('c0');
    await pass();
    expect(scene.connections).toHaveLength(1);
    scene.link.lost('c1');
    await pass();
    expect(scene.connections).toHaveLength(2);
    expect(scene.link.status).toBe('connected');
  });

  it('leaves a connection alone that outlived a broken socket', async () => {
    scene.link.resynchronize(false);
    await pass(1_000);
    expect(scene.offers).toHaveLength(1);
  });

  it('replaces a connection that is up after a break but brings nothing, once', async () => {
    const second = async (flows: boolean, expected = true) => {
      await pass(1_000);
      scene.link.observe(flows, expected);
    };
    scene.link.resynchronize(false);
    for (let count = 0; count < 20; count++) await second(false, false);
    for (let count = 0; count < 5; count++) await second(false);
    expect(scene.connections).toHaveLength(1);
    for (let count = 0; count < 30; count++) await second(false);
    expect(scene.connections).toHaveLength(2);
  });

  it('is content when media comes again after a break', async () => {
    scene.link.resynchronize(false);
    await pass(1_000);
    scene.link.observe(true, true);
    for (let count = 0; count < 30; count++) {
      await pass(1_000);
      scene.link.observe(false, true);
    }
    expect(scene.connections).toHaveLength(1);
  });

  it('replaces a connection that was closed underneath', async () => {
    scene.connection.close();
    await pass(1_000);
    expect(scene.connections).toHaveLength(2);
    expect(scene.link.status).toBe('connected');
  });
});

describe('a link on which nothing is forwarded', () => {
  beforeEach(async () => {
    scene.link.update(input(receiving(1)));
    await pass();
  });

  it('is kept for a while, for the call may move back, and then closed', async () => {
    scene.link.update(input());
    await pass(29_000);
    expect(scene.link.status).toBe('connected');
    await pass(2_000);
    expect(scene.link.status).toBe('none');
  });

  it('is kept as long as the room is set to go through the server', async () => {
    scene.link.update(input({ standby: 0 }));
    await pass(60_000);
    expect(scene.link.status).toBe('connected');
  });

  it('is not mended', async () => {
    scene.link.update(input());
    scene.connection.become('failed');
    await pass(1_000);
    expect(scene.link.status).toBe('none');
    expect(scene.connections).toHaveLength(1);
  });
});

describe('a connection that is kept ready', () => {
  it('is made before anything is forwarded, each participant in its turn, and sends nothing', async () => {
    scene.link.update(input({ publications: [publication('camera', false)], standby: 2 }));
    await pass(3_900);
    expect(scene.connections).toHaveLength(0);
    await pass(600);
    expect(scene.link.status).toBe('connected');
    expect(scene.link.current?.sent).toEqual([]);
    expect(scene.connection.getTransceivers().every(({ sender }) => sender.track === null)).toBe(true);
  });

  it('carries what is forwarded then without another negotiation', async () => {
    scene.link.update(input({ publications: [publication('camera', false)], standby: 0 }));
    await pass(3_000);
    scene.link.update(input({ publications: [publication('camera')], ...receiving(4), standby: 0 }));
    await pass();
    expect(scene.connections).toHaveLength(1);
    expect(scene.offers).toHaveLength(1);
    expect(scene.link.current?.sent).toHaveLength(1);
  });

  it('is not made again and again where the server cannot be reached', async () => {
    scene.link.update(input({ standby: 0 }));
    await pass(3_000);
    scene.connection.become('failed');
    await pass(60_000);
    expect(scene.connections).toHaveLength(1);
    expect(scene.link.status).toBe('none');
  });

  it('goes when it is needed no more, and is made anew the next time', async () => {
    scene.link.update(input({ standby: 0 }));
    await pass(3_000);
    scene.link.update(input());
    await pass(31_000);
    expect(scene.link.status).toBe('none');
    scene.link.update(input({ standby: 0 }));
    await pass(3_000);
    expect(scene.connections).toHaveLength(2);
  });
});
