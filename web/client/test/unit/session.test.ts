import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignalingSession } from '../../src/signaling/session';
import type { SocketPort } from '../../src/signaling/socket';
import type { MediaOffer, ServerMessage } from '../../src/wire.generated';

class Port implements SocketPort {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  say(message: ServerMessage | { type: string }): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  get last(): Record<string, unknown> {
    return this.sent.at(-1) ?? {};
  }
}

const session = { resumeToken: 'secret', epoch: 'one', heartbeatMs: 4_000, graceMs: 20_000, iceServers: [] };
const room = {
  name: 'r',
  capacity: 8,
  locked: false,
  waitingRoom: false,
  topology: 'auto' as const,
  metadata: '',
  createdAt: '2026-01-01T00:00:00Z',
};
const snapshot = { room, participants: [], edges: [], chat: [], waiting: [] };

function setup(offer?: () => Promise<MediaOffer | null>) {
  const ports: Port[] = [];
  const log: string[] = [];
  const under = new SignalingSession({
    url: 'ws://test/rtc',
    join: { room: 'r', name: 'Ada' },
    publications: () => [{ cid: 'camera', source: 'camera' }],
    ...(offer ? { offer } : {}),
    createSocket: () => {
      const port = new Port();
      ports.push(port);
      return port;
    },
    random: () => 0.5,
  });
  under.on('welcome', ({ newcomer, serverRestarted }) => log.push(`welcome ${newcomer} ${serverRestarted}`));
  under.on('resumed', () => log.push('resumed'));
  under.on('lost', () => log.push('lost'));
  under.on('event', (event) => log.push(event.type));
  under.on('media', (message) => log.push(message.type));
  under.on('ended', ({ reason, error }) => log.push(`ended ${reason} ${error?.code ?? ''}`));
  const port = () => {
    const last = ports.at(-1);
    if (!last) throw new Error('no socket');
    return last;
  };
  const welcome = (epoch = 'one', seq = 0) =>
    port().say({
      ...{ type: 'welcome', re: Number(port().last['id']), participant: 'p1', seq },
      session: { ...session, epoch },
      snapshot,
    });
  const joined = () => {
    under.start();
    port().onopen?.();
    welcome();
  };
  return { under, ports, port, log, welcome, joined };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a session', () => {
  it('joins with what is published', () => {
    const { under, port, log, welcome } = setup();
    under.start();
    port().onopen?.();
    expect(port().last).toEqual({
      ...{ type: 'join', id: 1, room: 'r', name: 'Ada' },
      publications: [{ cid: 'camera', source: 'camera' }],
    });
    welcome();
    expect(log).toEqual(['welcome true false']);
    expect(under.connected).toBe(true);
  });

  it('ends when its first join is refused', () => {
    const { under, port, log } = setup();
    under.start();
    port().onopen?.();
    port().say({ type: 'error', re: 1, code: 'roomFull', message: 'full' });
    expect(log).toEqual(['ended failed roomFull']);
    expect(port().closed).toBe(true);
  });

  it('answers pings', () => {
    const { port, joined } = setup();
    joined();
    port().say({ type: 'ping' });
    expect(port().last).toEqual({ type: 'pong' });
  });

  it('takes a socket silent for two and a half heartbeats for dead, and resumes where it was', () => {
    const { ports, port, log, joined } = setup();
    joined();
    port().say({ type: 'event', seq: 1, event: { type: 'roomUpdated', room } });
    vi.advanceTimersByTime(9_999);
    expect(log).not.toContain('lost');
    vi.advanceTimersByTime(1);
    expect(log).toContain('lost');
    vi.advanceTimersByTime(1_000);
    expect(ports).toHaveLength(2);
    port().onopen?.();
    expect(port().last).toMatchObject({ type: 'resume', token: 'secret', lastSeq: 1 });
    port().say({ type: 'resumed', re: Number(port().last['id']), session });
    port().say({ type: 'event', seq: 1, event: { type: 'roomUpdated', room } });
    port().say({ type: 'event', seq: 2, event: { type: 'waitingChanged', waiting: [] } });
    expect(log).toEqual(['welcome true false', 'roomUpdated', 'lost', 'resumed', 'waitingChanged']);
  });

  it('asks again for events that are missing', () => {
    const { port, log, joined } = setup();
    joined();
    port().say({ type: 'event', seq: 1, event: { type: 'roomUpdated', room } });
    port().say({ type: 'event', seq: 3, event: { type: 'waitingChanged', waiting: [] } });
    expect(log).toEqual(['welcome true false', 'roomUpdated', 'lost']);
    vi.advanceTimersByTime(1_000);
    port().onopen?.();
    expect(port().last).toMatchObject({ type: 'resume', lastSeq: 1 });
  });

  it('uses the newest token', () => {
    const { port, joined } = setup();
    joined();
    port().say({ type: 'event', seq: 1, event: { type: 'sessionRenewed', resumeToken: 'newer' } });
    port().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(1_000);
    port().onopen?.();
    expect(port().last).toMatchObject({ type: 'resume', token: 'newer' });
  });

  it('tells a restarted server by its epoch', () => {
    const { port, log, joined, welcome } = setup();
    joined();
    port().onclose?.({ code: 4011 });
    vi.advanceTimersByTime(1_000);
    port().onopen?.();
    welcome('two', 7);
    expect(log.at(-1)).toBe('welcome false true');
    port().say({ type: 'event', seq: 8, event: { type: 'roomUpdated', room } });
    expect(log.at(-1)).toBe('roomUpdated');
  });

  it('joins anew on the same socket when its session is over', () => {
    const { port, log, joined, welcome } = setup();
    joined();
    port().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(1_000);
    port().onopen?.();
    port().say({ type: 'error', re: Number(port().last['id']), code: 'sessionNotFound', message: '' });
    expect(port().last).toMatchObject({ type: 'join', room: 'r' });
    welcome();
    expect(log.at(-1)).toBe('welcome true false');
  });

  it.each([
    [4000, 'left'],
    [4005, 'replaced'],
    [4006, 'removed'],
    [4007, 'denied'],
    [4008, 'roomEnded'],
  ])('does not come back after close code %i', (code, reason) => {
    const { ports, port, log, joined } = setup();
    joined();
    port().onclose?.({ code });
    vi.advanceTimersByTime(60_000);
    expect(ports).toHaveLength(1);
    expect(log.at(-1)).toBe(`ended ${reason} `);
  });

  it('tries again and again, less and less often', () => {
    const { ports, port, joined } = setup();
    joined();
    const times: number[] = [];
    const start = Date.now();
    port().onclose?.({ code: 1006 });
    while (times.length < 8) {
      const before = ports.length;
      vi.advanceTimersByTime(10);
      if (ports.length === before) continue;
      times.push(Date.now() - start);
      port().onclose?.({ code: 1006 });
    }
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(gaps).toEqual([190, 380, 750, 1500, 3000, 6000, 6000, 6000]);
  });

  it('does not wait when the network comes back', () => {
    const { under, ports, port, joined } = setup();
    const listeners = new Map<string, () => void>();
    vi.stubGlobal('addEventListener', (name: string, listener: () => void) => listeners.set(name, listener));
    joined();
    for (let i = 0; i < 6; i++) {
      port().onclose?.({ code: 1006 });
      vi.advanceTimersByTime(8_000);
    }
    port().onclose?.({ code: 1006 });
    const before = ports.length;
    listeners.get('online')?.();
    expect(ports.length).toBe(before + 1);
    under.leave();
    vi.unstubAllGlobals();
  });
});

describe('requests', () => {
  const signal = (text: string) => ({ type: 'signal', to: text, data: { link: 'l' } }) as const;

  it('wait for the session and keep their order over a broken socket', async () => {
    const { under, port, joined } = setup();
    joined();
    void under.request(signal('one'));
    void under.request(signal('two'));
    port().onclose?.({ code: 1006 });
    const third = under.request(signal('three'));
    vi.advanceTimersByTime(1_000);
    port().onopen?.();
    expect(port().sent).toHaveLength(1);
    port().say({ type: 'resumed', re: Number(port().last['id']), session });
    expect(
      port()
        .sent.slice(1)
        .map((request) => request['to']),
    ).toEqual(['one', 'two', 'three']);
    port().say({ type: 'ok', re: Number(port().last['id']) });
    await expect(third).resolves.toMatchObject({ type: 'ok' });
  });

  it('to links of a session that is over are forgotten', async () => {
    const { under, port, joined, welcome } = setup();
    joined();
    const lost = under.request(signal('one'));
    port().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(1_000);
    port().onopen?.();
    port().say({ type: 'error', re: Number(port().last['id']), code: 'sessionNotFound', message: '' });
    welcome();
    expect(port().sent.map(({ type }) => type)).toEqual(['resume', 'join']);
    await expect(lost).rejects.toMatchObject({ code: 'ended' });
  });

  it('that must not happen twice fail instead', async () => {
    const { under, port, joined } = setup();
    joined();
    const chat = under.request({ type: 'chat', text: 'hello' }, false);
    port().onclose?.({ code: 1006 });
    await expect(chat).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('reject with the code of the server', async () => {
    const { under, port, joined } = setup();
    joined();
    const lock = under.request({ type: 'lock', locked: true });
    port().say({ type: 'error', re: Number(port().last['id']), code: 'forbidden', message: 'no' });
    await expect(lock).rejects.toMatchObject({ name: 'PlenumError', code: 'forbidden' });
  });

  it('that came too fast are sent again later, in order', () => {
    const { under, port, joined } = setup();
    joined();
    void under.request(signal('one'));
    void under.request(signal('two'));
    const [, one, two] = port().sent;
    port().say({ type: 'error', re: Number(one?.['id']), code: 'rateLimited', message: '', retryAfterMs: 200 });
    port().say({ type: 'error', re: Number(two?.['id']), code: 'rateLimited', message: '', retryAfterMs: 300 });
    void under.request(signal('three'));
    expect(port().sent).toHaveLength(3);
    vi.advanceTimersByTime(300);
    expect(
      port()
        .sent.slice(3)
        .map((request) => request['to']),
    ).toEqual(['one', 'two', 'three']);
    expect(port().sent.map((request) => request['id'])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('reject when the call is over', async () => {
    const { under, joined } = setup();
    joined();
    const hand = under.request({ type: 'raiseHand', raised: true });
    under.leave();
    await expect(hand).rejects.toMatchObject({ code: 'ended' });
    await expect(under.request({ type: 'raiseHand', raised: true })).rejects.toMatchObject({ code: 'ended' });
  });

  it('of a leave are said before the socket closes', () => {
    const { under, port, log, joined } = setup();
    joined();
    under.leave();
    expect(port().last).toMatchObject({ type: 'leave' });
    expect(port().closed).toBe(true);
    expect(log.at(-1)).toBe('ended left ');
  });
});

describe('messages', () => {
  it('that are no JSON or of an unknown type are ignored', () => {
    const { port, log, joined } = setup();
    joined();
    port().onmessage?.({ data: '{' });
    port().onmessage?.({ data: new ArrayBuffer(3) });
    port().onmessage?.({ data: '17' });
    port().say({ type: 'fromTheFuture' });
    expect(log).toEqual(['welcome true false']);
  });
});

describe('media through the server', () => {
  const offer: MediaOffer = { sdp: 'v=0', tracks: { 0: 'camera' } };

  it('is offered with the join, once it is there', async () => {
    let settle: (offer: MediaOffer | null) => void = () => undefined;
    const { under, port } = setup(() => new Promise((resolve) => (settle = resolve)));
    under.start();
    port().onopen?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(port().sent).toEqual([]);
    settle(offer);
    await vi.advanceTimersByTimeAsync(0);
    expect(port().last).toMatchObject({ type: 'join', id: 1, offer });
  });

  it('is left out of a join that has none, and of a resume', async () => {
    const { under, port, welcome } = setup(async () => null);
    under.start();
    port().onopen?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(port().last).not.toHaveProperty('offer');
    welcome();
    port().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(1_000);
    port().onopen?.();
    expect(port().last).toMatchObject({ type: 'resume' });
    expect(port().last).not.toHaveProperty('offer');
  });

  it('is told without numbers', () => {
    const { port, joined, log } = setup();
    joined();
    port().say({ type: 'slots', connection: 'c1', bound: {} });
    port().say({ type: 'layersWanted', cid: 'camera', layers: [0] });
    port().say({ type: 'speaker', participant: 'p2' });
    port().say({ type: 'connectionLost', connection: 'c1' });
    expect(log.slice(1)).toEqual(['slots', 'layersWanted', 'speaker', 'connectionLost']);
  });

  it('is negotiated by a request of its own kind of reply', async () => {
    const { under, port, joined } = setup();
    joined();
    const reply = under.request({ type: 'negotiate', offer });
    const answer = { connection: 'c1', sdp: 'v=0' };
    port().say({ type: 'negotiated', re: Number(port().last['id']), answer });
    expect(await reply).toMatchObject({ type: 'negotiated', answer });
  });
});
