import {
  type Call,
  type CallEnd,
  type CallEvents,
  type CallState,
  type CallStats,
  Emitter,
  type Grant,
  type HostActions,
  type LinkView,
  type LocalMedia,
  type ParticipantState,
  type PublicationState,
  Store,
  type TrackSource,
} from '@plenum/client';
import { fakeRemoteTrack, kindOf } from './FakeTrack';

const grants: readonly Grant[] = [
  'publishAudio',
  'publishVideo',
  'publishScreen',
  'chat',
  'react',
  'rename',
  'moderate',
];

export const selfId = 'self';

/** A call without a server: its state is what the script says. */
export class FakeCall implements Call {
  private readonly store: Store<CallState>;
  private readonly events = new Emitter<CallEvents>();
  readonly stats = new Store<CallStats>({ at: 0, links: [] });
  readonly links: readonly LinkView[] = [];
  readonly getSnapshot: () => CallState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly host: HostActions;
  /** What was asked of the call, for tests. */
  readonly requests: string[] = [];

  constructor(
    readonly media: LocalMedia,
    room: string,
    name: string,
  ) {
    this.store = new Store<CallState>({
      status: 'connected',
      end: null,
      room: {
        name: room,
        capacity: 8,
        locked: false,
        waitingRoom: false,
        topology: 'auto',
        metadata: '',
        createdAt: '2026-01-01T10:00:00Z',
      },
      self: selfId,
      participants: [participant(selfId, name, { isLocal: true, role: 'host', grants, link: 'none' })],
      waiting: [],
      chat: [],
      activeSpeaker: null,
      playbackBlocked: false,
      sheds: 'nothing',
    });
    this.getSnapshot = this.store.getSnapshot;
    this.subscribe = this.store.subscribe;
    this.host = this.hostActions();
    media.subscribe(() => this.publishLocal());
    this.publishLocal();
  }

  get state(): CallState {
    return this.getSnapshot();
  }

  on<K extends keyof CallEvents>(event: K, handler: (payload: CallEvents[K]) => void): () => void {
    return this.events.on(event, handler);
  }

  // The script's side.

  set(change: Partial<CallState>): void {
    this.store.update((state) => ({ ...state, ...change }));
  }

  emit<K extends keyof CallEvents>(event: K, payload: CallEvents[K]): void {
    this.events.emit(event, payload);
  }

  add(joined: ParticipantState): void {
    this.set({ participants: [...this.state.participants, joined] });
    this.emit('participantJoined', { participant: joined });
  }

  change(id: string, change: Partial<ParticipantState>): void {
    this.set({ participants: this.state.participants.map((p) => (p.id === id ? { ...p, ...change } : p)) });
  }

  say(from: string, name: string, text: string, at: string): void {
    const message = { id: this.state.chat.length + 1, participant: from, name, text, at };
    this.set({ chat: [...this.state.chat, message] });
    this.emit('chat', { message });
  }

  end(end: CallEnd): void {
    this.set({ status: 'ended', end });
    this.emit('ended', end);
  }

  // The application's side.

  audioLevel(): number {
    return 0;
  }

  async setSpeaker(): Promise<void> {}

  async resumePlayback(): Promise<void> {
    this.set({ playbackBlocked: false });
  }

  async sendChat(text: string): Promise<void> {
    const self = this.state.participants.find((p) => p.isLocal);
    this.say(selfId, self?.name ?? '', text, new Date().toISOString());
  }

  async raiseHand(raised: boolean): Promise<void> {
    this.change(selfId, { handRaisedAt: raised ? new Date().toISOString() : null });
  }

  async react(emoji: string): Promise<void> {
    const self = this.state.participants.find((p) => p.isLocal);
    if (self) this.emit('reaction', { participant: self, emoji });
  }

  async rename(name: string): Promise<void> {
    this.change(selfId, { name });
  }

  async setMetadata(): Promise<void> {}

  async leave(): Promise<void> {
    this.end({ reason: 'left', error: null });
  }

  private hostActions(): HostActions {
    const asked = async (request: string) => {
      this.requests.push(request);
    };
    return {
      muteTrack: (id) => asked(`muteTrack ${id}`),
      askToUnmute: (id, source) => asked(`askToUnmute ${id} ${source}`),
      lowerHand: (id) => asked(`lowerHand ${id}`),
      remove: (id, options) => asked(`remove ${id} ${options?.ban ?? false}`),
      setRole: (id, role) => asked(`setRole ${id} ${role}`),
      handOver: (id) => asked(`handOver ${id}`),
      lock: async (locked) => {
        if (this.state.room) this.set({ room: { ...this.state.room, locked } });
      },
      setWaitingRoom: async (waitingRoom) => {
        if (this.state.room) this.set({ room: { ...this.state.room, waitingRoom } });
      },
      admit: async (id) => this.set({ waiting: this.state.waiting.filter((person) => person.id !== id) }),
      deny: async (id) => this.set({ waiting: this.state.waiting.filter((person) => person.id !== id) }),
      setRoomMetadata: () => asked('setRoomMetadata'),
      setTopology: async () => undefined,
      endCall: async () => this.end({ reason: 'roomEnded', error: null }),
    };
  }

  private publishLocal(): void {
    const { microphone, camera, screen } = this.media.getSnapshot();
    const publications = [microphone, camera, screen].flatMap(({ source, status, track }): PublicationState[] =>
      track === null
        ? []
        : [
            {
              id: `${selfId}.${source}`,
              participant: selfId,
              kind: kindOf(source),
              source,
              muted: status !== 'on',
              track,
              live: true,
            },
          ],
    );
    this.change(selfId, { publications });
  }
}

export function participant(id: string, name: string, change: Partial<ParticipantState> = {}): ParticipantState {
  return {
    id,
    identity: id,
    name,
    role: 'member',
    grants: grants.filter((grant) => grant !== 'moderate'),
    metadata: '',
    joinedAt: '2026-01-01T10:00:00Z',
    isLocal: false,
    audience: false,
    connected: true,
    handRaisedAt: null,
    publications: [],
    link: 'connected',
    quality: { level: 'excellent', score: 4.8 },
    speaking: false,
    ...change,
  };
}

export function publication(
  owner: string,
  source: TrackSource,
  stream: MediaStream,
  change: Partial<PublicationState> = {},
): PublicationState {
  return {
    id: `${owner}.${source}`,
    participant: owner,
    kind: kindOf(source),
    source,
    muted: false,
    track: fakeRemoteTrack(owner, source, stream),
    live: true,
    ...change,
  };
}
