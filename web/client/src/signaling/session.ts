import type { CallEnd, EndReason } from '../call/types';
import { Emitter } from '../emitter';
import { PlenumError } from '../errors';
import {
  CloseCode,
  type CodecWantedMessage,
  type ConnectionLostMessage,
  type ErrorMessage,
  type JoinRequest,
  type LayersWantedMessage,
  type LoadMessage,
  type MediaOffer,
  type PublicationSpec,
  type Request,
  type ResumedMessage,
  type ResumeRequest,
  type RoomEvent,
  type ServerMessage,
  type SessionInfo,
  type SlotsMessage,
  type SpeakerMessage,
  type WaitingMessage,
  type WelcomeMessage,
} from '../wire.generated';
import { backoff } from './backoff';
import { type Reply, type RequestBody, RequestQueue } from './request-queue';
import { SignalingSocket, type SocketFactory } from './socket';

export interface SessionOptions {
  readonly url: string;
  readonly join: Omit<JoinRequest, 'type' | 'id' | 'publications' | 'offer'>;
  /** What is published now: goes along with a join and a resume. */
  readonly publications: () => readonly PublicationSpec[];
  /** A connection to the server's SFU that goes along with a join, if one can be had in a moment. */
  readonly offer?: () => Promise<MediaOffer | null>;
  readonly createSocket: SocketFactory;
  readonly random: () => number;
}

export interface Welcome {
  readonly message: WelcomeMessage;
  /** The server forgot what it knew (a restart): whoever is missing gets the grace to come back. */
  readonly serverRestarted: boolean;
  /** We are somebody new to the others: first join, or the old session was over. */
  readonly newcomer: boolean;
}

export type MediaMessage =
  | SlotsMessage
  | LayersWantedMessage
  | CodecWantedMessage
  | LoadMessage
  | SpeakerMessage
  | ConnectionLostMessage;

export interface SessionEvents {
  /** The whole room; replaces what was known. Events may have been missed. */
  welcome: Welcome;
  waiting: WaitingMessage;
  /** The session goes on without a gap. */
  resumed: ResumedMessage;
  event: RoomEvent;
  /** What the server says of its media; the newest word counts. */
  media: MediaMessage;
  /** The socket is gone; we are trying. */
  lost: undefined;
  /** For good. The last event. */
  ended: CallEnd;
}

const FATAL_CLOSE: ReadonlyMap<number, EndReason> = new Map<number, EndReason>([
  [CloseCode.left, 'left'],
  [CloseCode.replaced, 'replaced'],
  [CloseCode.removed, 'removed'],
  [CloseCode.denied, 'denied'],
  [CloseCode.roomEnded, 'roomEnded'],
]);

/** Refusals that another try may overcome. */
const PASSING = new Set(['unavailable', 'rateLimited', 'internal', 'timeout']);

/**
 * A participant's session with the server: joins, keeps the socket alive, comes back by itself (resume, else join anew)
 * until it is told that it is over. Requests made meanwhile wait.
 */
export class SignalingSession extends Emitter<SessionEvents> {
  private readonly requests = new RequestQueue();
  private socket: SignalingSocket | null = null;
  private info: SessionInfo | null = null;
  private lastSeq = 0;
  private attempt = 0;
  /** The request that enters the room on this socket; null once we are in. */
  private entry: { readonly id: number; readonly type: 'join' | 'resume' } | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private over = false;

  constructor(private readonly options: SessionOptions) {
    super();
  }

  /** Opens the first socket. The outcome is an event. */
  start(): void {
    globalThis.addEventListener?.('online', this.retryNow);
    this.open();
  }

  get connected(): boolean {
    return this.socket !== null && this.entry === null;
  }

  get session(): SessionInfo | null {
    return this.info;
  }

  /**
   * Sends a request now or as soon as the session is up again. `repeatable` ones are sent again when the socket broke
   * before their reply; others reject with `unreachable`, for they may have happened.
   */
  request(body: RequestBody, repeatable = true): Promise<Reply> {
    if (this.over) return Promise.reject(new PlenumError('ended', 'The call is over.'));
    return this.requests.add(body, repeatable);
  }

  /** Says goodbye if it can, and ends in any case. */
  leave(): void {
    if (this.over) return;
    if (this.connected) this.socket?.send({ type: 'leave', id: this.requests.nextId() });
    this.end('left', null);
  }

  end(reason: EndReason, error: PlenumError | null): void {
    if (this.over) return;
    this.over = true;
    globalThis.removeEventListener?.('online', this.retryNow);
    clearTimeout(this.retryTimer);
    const socket = this.socket;
    this.socket = null;
    socket?.drop();
    this.requests.close(new PlenumError('ended', 'The call is over.'));
    this.emit('ended', { reason, error });
  }

  private open(): void {
    const socket = new SignalingSocket(this.options.createSocket, this.options.url, {
      opened: () => this.enter(),
      received: (message) => this.receive(message),
      closed: (code) => this.lose(socket, code),
    });
    this.socket = socket;
    this.entry = { id: 0, type: 'join' };
  }

  private enter(): void {
    if (this.info) return this.resume(this.info.resumeToken);
    if (!this.options.offer) return this.join(null);
    const socket = this.socket;
    this.options.offer().then((offer) => {
      if (this.socket === socket && !this.over) this.join(offer);
    });
  }

  private join(offer: MediaOffer | null): void {
    const id = this.requests.nextId();
    const publications = this.options.publications();
    this.entry = { id, type: 'join' };
    const request: JoinRequest = { type: 'join', id, ...this.options.join, publications, ...(offer ? { offer } : {}) };
    this.socket?.send(request);
  }

  private resume(token: string): void {
    const id = this.requests.nextId();
    const publications = this.options.publications();
    this.entry = { id, type: 'resume' };
    const request: ResumeRequest = { type: 'resume', id, token, lastSeq: this.lastSeq, publications };
    this.socket?.send(request);
  }

  private receive(message: ServerMessage): void {
    switch (message.type) {
      case 'event':
        return this.receiveEvent(message.seq, message.event);
      case 'welcome':
      case 'waiting':
      case 'resumed':
        return this.entered(message);
      case 'error':
        if (this.entry && message.re === this.entry.id) return this.refused(message);
        return this.requests.settle(message);
      case 'ok':
      case 'iceServers':
      case 'negotiated':
        return this.requests.settle(message);
      case 'slots':
      case 'layersWanted':
      case 'codecWanted':
      case 'load':
      case 'speaker':
      case 'connectionLost':
        return this.emit('media', message);
    }
  }

  private receiveEvent(seq: number, event: RoomEvent): void {
    // A replay may overlap what we have seen.
    if (seq <= this.lastSeq) return;
    // Numbers have no gaps: something was lost that a resume brings back.
    if (seq > this.lastSeq + 1) return this.socket?.drop();
    this.lastSeq = seq;
    if (event.type === 'sessionRenewed' && this.info) {
      this.info = { ...this.info, resumeToken: event.resumeToken };
    }
    this.emit('event', event);
  }

  private entered(message: WelcomeMessage | WaitingMessage | ResumedMessage): void {
    const newcomer = this.entry?.type === 'join';
    const serverRestarted = !newcomer && this.info?.epoch !== message.session.epoch;
    this.entry = null;
    this.attempt = 0;
    this.info = message.session;
    this.socket?.setHeartbeat(message.session.heartbeatMs);
    if (message.type !== 'resumed') this.lastSeq = message.seq;
    if (message.type === 'resumed') this.emit('resumed', message);
    else if (message.type === 'waiting') this.emit('waiting', message);
    else this.emit('welcome', { message, serverRestarted, newcomer });
    const socket = this.socket;
    if (socket) this.requests.start((request: Request) => socket.send(request));
  }

  private refused(message: ErrorMessage): void {
    const error = new PlenumError(message.code, message.message, { retryAfterMs: message.retryAfterMs });
    const sessionOver = message.code === 'sessionNotFound' || message.code === 'unauthorized';
    if (this.entry?.type === 'resume' && sessionOver) {
      this.info = null;
      this.lastSeq = 0;
      this.requests.discardSignals();
      return this.enter();
    }
    const firstJoin = this.entry?.type === 'join' && this.attempt === 0;
    if (firstJoin || !PASSING.has(message.code)) return this.end('failed', error);
    this.socket?.drop();
  }

  private lose(socket: SignalingSocket, code: number): void {
    if (socket !== this.socket || this.over) return;
    const wasIn = this.connected;
    this.socket = null;
    const reason = FATAL_CLOSE.get(code);
    if (reason) return this.end(reason, null);
    this.requests.stop();
    if (wasIn) this.emit('lost', undefined);
    const wait = backoff(this.attempt++, this.options.random);
    this.retryTimer = setTimeout(() => this.open(), wait);
  }

  /** The network is back: do not sit out the wait. */
  private readonly retryNow = (): void => {
    if (this.over || this.socket) return;
    clearTimeout(this.retryTimer);
    this.attempt = 1;
    this.open();
  };
}
