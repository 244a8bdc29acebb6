import type {
  ClientMessage,
  EdgeInfo,
  ErrorCode,
  JoinRequest,
  ParticipantInfo,
  PublicationInfo,
  PublicationSpec,
  Request,
  ResumeRequest,
  RoomEvent,
  RoomSnapshot,
  ServerMessage,
  SessionInfo,
} from '../../src/wire.generated';

type Send = (text: string) => void;

/** What a socket's owner calls. */
export interface ServerConnection {
  receive(text: string): void;
  closed(): void;
}

interface Member {
  info: ParticipantInfo;
  token: string;
  seq: number;
  log: { readonly seq: number; readonly event: RoomEvent }[];
  send: Send | null;
  close: (code: number) => void;
}

const HEARTBEAT_MS = 5_000;
const GRACE_MS = 20_000;

/**
 * One room of the signalling protocol in memory, with the full mesh as its plan: enough of a server to run the SDK against,
 * in node and in a page. Rights and limits are the real server's business.
 */
export class FakeServer {
  readonly members = new Map<string, Member>();
  private lastParticipant = 0;
  private epoch = 1;
  /** Requests seen, for tests to look at. */
  readonly requests: Request[] = [];
  /** Types that are answered with this error. */
  readonly refuse = new Map<Request['type'], ErrorCode>();

  accept(send: Send, close: (code: number) => void): ServerConnection {
    let member: Member | null = null;
    return {
      receive: (text) => {
        const message = JSON.parse(text) as ClientMessage;
        if (message.type === 'pong') return;
        this.requests.push(message);
        const reply = (body: Record<string, unknown>) => send(JSON.stringify({ re: message.id, ...body }));
        const refused = this.refuse.get(message.type);
        if (refused) return reply({ type: 'error', code: refused, message: refused });
        if (message.type === 'join') member = this.join(message, send, close);
        else if (message.type === 'resume') member = this.resume(message, send, close, reply);
        else if (member) this.handle(member, message, reply);
      },
      closed: () => {
        if (member && member.send === send) this.lost(member);
      },
    };
  }

  /** Forgets everything, as a restart does, except that it knows its own tokens. */
  restart(): void {
    this.epoch++;
    const open = [...this.members.values()];
    this.members.clear();
    for (const member of open) member.close(4011);
  }

  /** Cuts a participant's socket. */
  cut(participant: string): void {
    this.members.get(participant)?.close(1006);
  }

  /** Ends the grace of whoever has no socket. */
  expire(): void {
    for (const member of [...this.members.values()]) if (!member.send) this.remove(member, 'timedOut');
  }

  event(to: string, event: RoomEvent): void {
    const member = this.members.get(to);
    if (member) this.tell(member, event);
  }

  private join(message: JoinRequest, send: Send, close: (code: number) => void): Member {
    const id = `p${++this.lastParticipant}`;
    return this.enter(id, message.id, message.name ?? id, message.publications ?? [], send, close);
  }

  private resume(
    message: ResumeRequest,
    send: Send,
    close: (code: number) => void,
    reply: (body: Record<string, unknown>) => void,
  ): Member | null {
    const [id = '', name = ''] = message.token.split('|');
    const member = this.members.get(id);
    if (!member) {
      if (!message.token.startsWith('p')) {
        reply({ type: 'error', code: 'sessionNotFound', message: 'unknown' });
        return null;
      }
      return this.enter(id, message.id, name, message.publications ?? [], send, close);
    }
    member.send = send;
    member.close = close;
    reply({ type: 'resumed', session: this.session(member) });
    for (const { seq, event } of member.log) {
      if (seq > message.lastSeq) send(JSON.stringify({ type: 'event', seq, event }));
    }
    this.update(member, { connected: true });
    return member;
  }

  private enter(
    id: string,
    re: number,
    name: string,
    specs: readonly PublicationSpec[],
    send: Send,
    close: (code: number) => void,
  ): Member {
    const info: ParticipantInfo = {
      ...{ id, identity: id, name, role: this.members.size === 0 ? 'host' : 'member', grants: [], metadata: '' },
      joinedAt: new Date(Date.UTC(2026, 0, 1) + Number(id.slice(1)) * 1000).toISOString(),
      connected: true,
      publications: specs.map((spec) => publicationOf(id, spec)),
    };
    const member: Member = { info, token: `${id}|${name}`, seq: 0, log: [], send, close };
    this.members.set(id, member);
    this.deliver(member, {
      ...{ type: 'welcome', re, participant: id, seq: 0 },
      session: this.session(member),
      snapshot: this.snapshot(id),
    });
    this.others(id, { type: 'participantJoined', participant: info });
    for (const other of this.members.values()) {
      const added = this.edgesOf(other.info.id).filter((edge) => edge.publisher === id || edge.subscriber === id);
      if (other !== member && added.length > 0) this.tell(other, { type: 'planChanged', added, removed: [] });
    }
    return member;
  }

  private handle(member: Member, message: Request, reply: (body: Record<string, unknown>) => void): void {
    const { id } = member.info;
    reply({ type: 'ok' });
    switch (message.type) {
      case 'leave':
        return this.remove(member, 'left');
      case 'publish':
        return this.publish(member, publicationOf(id, message.publication));
      case 'unpublish':
        return this.unpublish(member, `${id}.${message.cid}`);
      case 'updatePublication':
        return this.change(member, `${id}.${message.cid}`, message.muted ?? false);
      case 'muteTrack': {
        const owner = [...this.members.values()].find((one) => message.publication.startsWith(`${one.info.id}.`));
        return owner && this.change(owner, message.publication, true, id);
      }
      case 'signal':
        return this.event(message.to, { type: 'signaled', from: id, data: message.data });
      case 'chat': {
        const at = new Date().toISOString();
        const said = { id: message.id, participant: id, name: member.info.name, text: message.text, at };
        return this.everybody({ type: 'chatReceived', message: said });
      }
      case 'react':
        return this.everybody({ type: 'reacted', participant: id, emoji: message.emoji });
      case 'raiseHand':
        return this.update(member, { handRaisedAt: new Date().toISOString() });
    }
  }

  private publish(member: Member, publication: PublicationInfo): void {
    member.info = { ...member.info, publications: [...member.info.publications, publication] };
    this.everybody({ type: 'published', participant: member.info.id, publication });
    this.planChange((edge) => edge.publication === publication.id, 'added');
  }

  private unpublish(member: Member, publication: string): void {
    this.planChange((edge) => edge.publication === publication, 'removed');
    const publications = member.info.publications.filter((one) => one.id !== publication);
    member.info = { ...member.info, publications };
    this.everybody({ type: 'unpublished', participant: member.info.id, publication });
  }

  private change(member: Member, id: string, muted: boolean, by?: string): void {
    const publications = member.info.publications.map((one) => (one.id === id ? { ...one, muted } : one));
    member.info = { ...member.info, publications };
    const publication = publications.find((one) => one.id === id);
    if (!publication) return;
    const event = { type: 'publicationUpdated', participant: member.info.id, publication } as const;
    this.everybody(by === undefined ? event : { ...event, by });
  }

  private update(member: Member, change: Partial<ParticipantInfo>): void {
    member.info = { ...member.info, ...change };
    this.everybody({ type: 'participantUpdated', participant: member.info });
  }

  private lost(member: Member): void {
    if (this.members.get(member.info.id) !== member) return;
    member.send = null;
    this.update(member, { connected: false });
  }

  private remove(member: Member, reason: 'left' | 'timedOut'): void {
    this.members.delete(member.info.id);
    this.others(member.info.id, { type: 'participantLeft', participant: member.info.id, reason });
    if (member.send) member.close(4000);
  }

  private planChange(select: (edge: EdgeInfo) => boolean, change: 'added' | 'removed'): void {
    for (const member of this.members.values()) {
      const edges = this.edgesOf(member.info.id).filter(select);
      if (edges.length === 0) continue;
      const added = change === 'added' ? edges : [];
      const removed = change === 'removed' ? edges.map(({ id }) => id) : [];
      this.tell(member, { type: 'planChanged', added, removed });
    }
  }

  private edgesOf(id: string): EdgeInfo[] {
    const all = [...this.members.values()].map(({ info }) => info);
    return all.flatMap((publisher) =>
      all.flatMap((subscriber) =>
        subscriber === publisher || (subscriber.id !== id && publisher.id !== id)
          ? []
          : publisher.publications.map((publication) => edge(publication.id, publisher.id, subscriber.id)),
      ),
    );
  }

  private snapshot(id: string): RoomSnapshot {
    return {
      room: {
        ...{ name: 'test', capacity: 8, locked: false, waitingRoom: false, topology: 'auto', metadata: '' },
        createdAt: '2026-01-01T00:00:00Z',
      },
      participants: [...this.members.values()].map(({ info }) => info),
      edges: this.edgesOf(id),
      chat: [],
      waiting: [],
    };
  }

  private session(member: Member): SessionInfo {
    const { token } = member;
    const epoch = String(this.epoch);
    return { resumeToken: token, epoch, heartbeatMs: HEARTBEAT_MS, graceMs: GRACE_MS, iceServers: [] };
  }

  private everybody(event: RoomEvent): void {
    for (const member of this.members.values()) this.tell(member, event);
  }

  private others(id: string, event: RoomEvent): void {
    for (const member of this.members.values()) if (member.info.id !== id) this.tell(member, event);
  }

  private tell(member: Member, event: RoomEvent): void {
    const seq = ++member.seq;
    member.log.push({ seq, event });
    this.deliver(member, { type: 'event', seq, event });
  }

  private deliver(member: Member, message: ServerMessage): void {
    member.send?.(JSON.stringify(message));
  }
}

function publicationOf(participant: string, spec: PublicationSpec): PublicationInfo {
  const { cid, source, muted = false } = spec;
  const kind = source === 'microphone' || source === 'screenAudio' ? 'audio' : 'video';
  return { id: `${participant}.${cid}`, kind, source, muted };
}

function edge(publication: string, publisher: string, subscriber: string): EdgeInfo {
  return { id: `${publication}>${subscriber}`, publication, publisher, subscriber, via: 'direct' };
}
