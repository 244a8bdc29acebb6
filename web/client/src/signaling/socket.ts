import type { ClientMessage, ServerMessage } from '../wire.generated';

/** The part of a WebSocket that signalling needs; tests bring their own. */
export interface SocketPort {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((close: { code: number }) => void) | null;
}

export type SocketFactory = (url: string) => SocketPort;

export interface SocketHandler {
  opened(): void;
  received(message: ServerMessage): void;
  /** Once; nothing comes after it. */
  closed(code: number): void;
}

/** RFC 6455, section 7.1.5: no close frame was received. */
const ABNORMAL = 1006;
const OPEN_TIMEOUT_MS = 8_000;
/** Silence allowed until the server has told its heartbeat. */
const FIRST_SILENCE_MS = 15_000;

/** One WebSocket: JSON in and out, heartbeats answered, silence noticed. Closes once and tells so once. */
export class SignalingSocket {
  private readonly port: SocketPort;
  private silenceMs = FIRST_SILENCE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private done = false;

  constructor(
    factory: SocketFactory,
    url: string,
    private readonly handler: SocketHandler,
  ) {
    this.port = factory(url);
    this.port.onopen = () => this.opened();
    this.port.onmessage = ({ data }) => this.received(data);
    this.port.onclose = ({ code }) => this.finish(code);
    this.timer = setTimeout(() => this.drop(), OPEN_TIMEOUT_MS);
  }

  /** A socket silent for two and a half heartbeats is dead, though TCP may not know for minutes. */
  setHeartbeat(heartbeatMs: number): void {
    this.silenceMs = heartbeatMs * 2.5;
    this.watch();
  }

  send(message: ClientMessage): void {
    if (!this.done) this.port.send(JSON.stringify(message));
  }

  /** Ends it from our side; `closed` is called at once, whatever the network does. */
  drop(): void {
    this.finish(ABNORMAL);
  }

  private opened(): void {
    if (this.done) return;
    this.watch();
    this.handler.opened();
  }

  private received(data: unknown): void {
    if (this.done) return;
    this.watch();
    const message = parse(data);
    if (message?.type === 'ping') this.send({ type: 'pong' });
    else if (message) this.handler.received(message);
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (!this.done) this.timer = setTimeout(() => this.drop(), this.silenceMs);
  }

  private finish(code: number): void {
    if (this.done) return;
    this.done = true;
    clearTimeout(this.timer);
    this.port.onopen = this.port.onmessage = this.port.onclose = null;
    this.port.close();
    this.handler.closed(code);
  }
}

/** A message of a server newer than us may be of a type we do not know: whoever handles it ignores it. */
function parse(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'type' in message ? (message as ServerMessage) : null;
  } catch {
    return null;
  }
}
