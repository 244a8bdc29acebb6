import type {
  ChatMessage,
  EdgeInfo,
  ParticipantInfo,
  PublicationInfo,
  RoomEvent,
  RoomInfo,
  RoomSnapshot,
  WaitingInfo,
} from '../wire.generated';

/** What the server has told us of the room. Immutable; parts that did not change keep their identity. */
export interface RoomState {
  readonly self: string;
  readonly room: RoomInfo | null;
  readonly participants: readonly ParticipantInfo[];
  readonly edges: readonly EdgeInfo[];
  readonly chat: readonly ChatMessage[];
  readonly waiting: readonly WaitingInfo[];
  /** Participants whom a restarted server does not know yet, with the time at which they are given up. */
  readonly missing: ReadonlyMap<string, number>;
}

/** As many chat messages as are kept. */
const CHAT_LIMIT = 1_000;

export function emptyRoom(self: string): RoomState {
  return { self, room: null, participants: [], edges: [], chat: [], waiting: [], missing: new Map() };
}

export function fromSnapshot(self: string, snapshot: RoomSnapshot): RoomState {
  return { ...emptyRoom(self), ...snapshot };
}

/**
 * A restarted server knows only who has come back to it. The others are probably on their way, and our media with them
 * flows: they stay, shown as reconnecting, until `giveUpAt`. Chat that the server forgot is kept as well.
 */
export function afterRestart(before: RoomState, snapshot: RoomSnapshot, giveUpAt: number): RoomState {
  const back = new Set(snapshot.participants.map((participant) => participant.id));
  const missing = before.participants.filter((participant) => !back.has(participant.id));
  const isMissing = (id: string) => missing.some((participant) => participant.id === id);
  const known = new Set(snapshot.edges.map((edge) => edge.id));
  const keptEdges = before.edges.filter(
    (edge) => !known.has(edge.id) && (isMissing(edge.publisher) || isMissing(edge.subscriber)),
  );
  return {
    ...fromSnapshot(before.self, snapshot),
    participants: [
      ...missing.map((participant) => ({ ...participant, connected: false })),
      ...snapshot.participants,
    ].sort(byJoining),
    edges: [...snapshot.edges, ...keptEdges],
    chat: snapshot.chat.length > 0 ? snapshot.chat : before.chat,
    missing: new Map(missing.map((participant) => [participant.id, giveUpAt])),
  };
}

/** Gives up those who did not come back after a restart. The same object if there are none. */
export function withoutLate(state: RoomState, now: number): RoomState {
  const late = [...state.missing].filter(([, giveUpAt]) => now >= giveUpAt).map(([id]) => id);
  return late.reduce(without, state);
}

/** The room after an event. Events that do not change the room (a reaction, a signal) give the same object. */
export function reduce(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'admitted':
      return fromSnapshot(state.self, event.snapshot);
    case 'participantJoined':
      return withParticipant(state, event.participant);
    case 'participantUpdated':
      return withParticipant(state, event.participant);
    case 'participantLeft':
      return without(state, event.participant);
    case 'published':
    case 'publicationUpdated':
      return withPublication(state, event.participant, event.publication);
    case 'unpublished':
      return withoutPublication(state, event.participant, event.publication);
    case 'planChanged':
      return withPlan(state, event.added, event.removed);
    case 'chatReceived':
      return { ...state, chat: [...state.chat, event.message].slice(-CHAT_LIMIT) };
    case 'roomUpdated':
      return { ...state, room: event.room };
    case 'waitingChanged':
      return { ...state, waiting: event.waiting };
    default:
      return state;
  }
}

export function participantOf(state: RoomState, id: string): ParticipantInfo | undefined {
  return state.participants.find((participant) => participant.id === id);
}

export function publicationOf(state: RoomState, id: string): PublicationInfo | undefined {
  for (const { publications } of state.participants) {
    const found = publications.find((publication) => publication.id === id);
    if (found) return found;
  }
  return undefined;
}

function byJoining(a: ParticipantInfo, b: ParticipantInfo): number {
  return Date.parse(a.joinedAt) - Date.parse(b.joinedAt);
}

function withParticipant(state: RoomState, participant: ParticipantInfo): RoomState {
  const known = participantOf(state, participant.id) !== undefined;
  const participants = known
    ? state.participants.map((other) => (other.id === participant.id ? participant : other))
    : [...state.participants, participant];
  return { ...state, participants, missing: withoutKey(state.missing, participant.id) };
}

function without(state: RoomState, id: string): RoomState {
  if (!participantOf(state, id)) return state;
  return {
    ...state,
    participants: state.participants.filter((participant) => participant.id !== id),
    edges: state.edges.filter((edge) => edge.publisher !== id && edge.subscriber !== id),
    missing: withoutKey(state.missing, id),
  };
}

function withPublication(state: RoomState, id: string, publication: PublicationInfo): RoomState {
  return changePublications(state, id, (publications) =>
    publications.some((other) => other.id === publication.id)
      ? publications.map((other) => (other.id === publication.id ? publication : other))
      : [...publications, publication],
  );
}

function withoutPublication(state: RoomState, id: string, publication: string): RoomState {
  const changed = changePublications(state, id, (all) => all.filter((other) => other.id !== publication));
  return { ...changed, edges: state.edges.filter((edge) => edge.publication !== publication) };
}

function changePublications(
  state: RoomState,
  id: string,
  change: (publications: readonly PublicationInfo[]) => readonly PublicationInfo[],
): RoomState {
  const participants = state.participants.map((participant) =>
    participant.id === id ? { ...participant, publications: change(participant.publications) } : participant,
  );
  return { ...state, participants };
}

function withPlan(state: RoomState, added: readonly EdgeInfo[], removed: readonly string[]): RoomState {
  const replaced = new Set([...removed, ...added.map((edge) => edge.id)]);
  return { ...state, edges: [...state.edges.filter((edge) => !replaced.has(edge.id)), ...added] };
}

function withoutKey(map: ReadonlyMap<string, number>, key: string): ReadonlyMap<string, number> {
  if (!map.has(key)) return map;
  return new Map([...map].filter(([other]) => other !== key));
}
