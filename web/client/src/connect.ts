import { CallImpl } from './call/call';
import type { Call, ConnectOptions } from './call/types';
import { PlenumError } from './errors';
import { SignalingSession } from './signaling/session';
import type { SocketFactory } from './signaling/socket';

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * Joins a room. `url` is the server's signalling address, relative to the page if need be: `/rtc`,
 * `wss://calls.example/rtc`, or just the server (`https://calls.example`).
 *
 * @throws {@link PlenumError} when the server refuses (its error code), cannot be reached (`unreachable`), or the signal
 * fires (`aborted`).
 */
export function connect(url: string | URL, options: ConnectOptions): Promise<Call> {
  return connectOver((address) => new WebSocket(address) as ReturnType<SocketFactory>, url, options);
}

/** `connect()` over sockets of the caller's choice. */
export async function connectOver(
  createSocket: SocketFactory,
  url: string | URL,
  options: ConnectOptions,
): Promise<Call> {
  const { room, token, name, metadata } = options;
  const call = new CallImpl(options);
  // Begun before the socket is open, so that it is there when it is needed; good for one join.
  const offers = [call.offer()];
  const session = new SignalingSession({
    url: signalingUrl(url),
    join: {
      room,
      ...(token === undefined ? {} : { token }),
      ...(name === undefined ? {} : { name }),
      ...(metadata === undefined ? {} : { metadata }),
    },
    publications: () => call.publications(),
    offer: () => offers.pop() ?? Promise.resolve(null),
    createSocket,
    random: Math.random,
  });
  await entered(session, options, () => call.run(session));
  return call;
}

/** Resolves when the session is in the room or in the waiting room. */
function entered(session: SignalingSession, options: ConnectOptions, start: () => void): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const giveUp = (error: PlenumError) => session.end('failed', error);
    const aborted = () => giveUp(new PlenumError('aborted', 'The application gave up.'));
    const late = () => giveUp(new PlenumError('unreachable', 'The server could not be reached.'));
    const timer = setTimeout(late, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const settle = (outcome: () => void) => () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', aborted);
      outcome();
    };
    options.signal?.addEventListener('abort', aborted);
    session.on('ended', ({ error }) =>
      settle(() => reject(error ?? new PlenumError('ended', 'The call ended before it began.')))(),
    );
    // After the call's own handlers: its state is complete when the promise resolves.
    start();
    session.on('welcome', settle(resolve));
    session.on('waiting', settle(resolve));
    if (options.signal?.aborted) aborted();
  });
}

export function signalingUrl(url: string | URL): string {
  const address = new URL(url, globalThis.location?.href);
  if (address.pathname === '/') address.pathname = '/rtc';
  address.protocol = address.protocol.replace(/^http/, 'ws');
  return address.href;
}
