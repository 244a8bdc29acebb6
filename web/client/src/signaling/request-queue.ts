import { PlenumError } from '../errors';
import type { ErrorMessage, IceServersMessage, NegotiatedMessage, OkMessage, Request } from '../wire.generated';

export type Reply = OkMessage | IceServersMessage | NegotiatedMessage;

type WithoutId<T> = T extends Request ? Omit<T, 'id'> : never;
/** A request before it is given its id. */
export type RequestBody = WithoutId<Request>;

interface Entry {
  readonly order: number;
  readonly body: RequestBody;
  readonly repeatable: boolean;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: PlenumError) => void;
}

const LINK_REQUESTS: ReadonlySet<Request['type']> = new Set(['signal', 'negotiate', 'edgeState', 'viewports']);

/** After this many milliseconds without news a rate-limited request is tried again, if the server does not say. */
const RATE_LIMIT_PAUSE_MS = 500;

/** Requests in order: numbered, sent while the session is up, kept while it is not, matched with their replies. */
export class RequestQueue {
  private lastId = 0;
  private lastOrder = 0;
  private send: ((request: Request) => void) | null = null;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  private waiting: Entry[] = [];
  private readonly sent = new Map<number, Entry>();

  nextId(): number {
    return ++this.lastId;
  }

  add(body: RequestBody, repeatable: boolean): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      this.waiting.push({ order: ++this.lastOrder, body, repeatable, resolve, reject });
      this.flush();
    });
  }

  start(send: (request: Request) => void): void {
    this.send = send;
    this.flush();
  }

  /** The socket is gone: what had no reply goes to the front again, unless doing it twice would show. */
  stop(): void {
    this.send = null;
    clearTimeout(this.pauseTimer);
    this.pauseTimer = undefined;
    const open = [...this.sent.values()];
    this.sent.clear();
    this.waiting = [...open.filter((entry) => entry.repeatable), ...this.waiting];
    for (const entry of open) {
      if (!entry.repeatable) entry.reject(new PlenumError('unreachable', 'The connection broke before the reply.'));
    }
  }

  /** Forgets what was meant for links of a session that is over. */
  discardSignals(): void {
    const isSignal = ({ body }: Entry) => LINK_REQUESTS.has(body.type);
    for (const { reject } of this.waiting.filter(isSignal)) reject(new PlenumError('ended', 'The session is over.'));
    this.waiting = this.waiting.filter((entry) => !isSignal(entry));
  }

  settle(message: Reply | ErrorMessage): void {
    const entry = message.re === undefined ? undefined : this.sent.get(message.re);
    if (message.re === undefined || !entry) return;
    this.sent.delete(message.re);
    if (message.type !== 'error') return entry.resolve(message);
    if (message.code === 'rateLimited' && entry.repeatable) return this.pause(entry, message.retryAfterMs);
    entry.reject(new PlenumError(message.code, message.message, { retryAfterMs: message.retryAfterMs }));
  }

  close(error: PlenumError): void {
    this.send = null;
    clearTimeout(this.pauseTimer);
    for (const entry of [...this.sent.values(), ...this.waiting]) entry.reject(error);
    this.sent.clear();
    this.waiting = [];
  }

  private pause(entry: Entry, retryAfterMs = RATE_LIMIT_PAUSE_MS): void {
    this.waiting = [...this.waiting, entry].sort((a, b) => a.order - b.order);
    clearTimeout(this.pauseTimer);
    this.pauseTimer = setTimeout(() => {
      this.pauseTimer = undefined;
      this.flush();
    }, retryAfterMs);
  }

  private flush(): void {
    if (!this.send || this.pauseTimer !== undefined) return;
    const entries = this.waiting;
    this.waiting = [];
    for (const entry of entries) {
      const id = this.nextId();
      this.sent.set(id, entry);
      this.send({ ...entry.body, id } as Request);
    }
  }
}
