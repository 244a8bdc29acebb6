import type { EventSource } from '../emitter';
import type { PlenumError } from '../errors';
import type { LocalMedia } from '../media/types';
import type { Observable } from '../observable';
import type { CallStats, Quality } from '../stats/types';
import type { LocalTrack, RemoteTrack } from '../tracks/types';
import type {
  ChatMessage,
  Grant,
  LeaveReason,
  ParticipantRole,
  RoomInfo,
  ShedKind,
  Topology,
  TrackKind,
  TrackSource,
  WaitingInfo,
} from '../wire.generated';

export interface ConnectOptions {
  readonly room: string;
  /** Left out where the server opens rooms to anybody. */
  readonly token?: string;
  readonly name?: string;
  readonly metadata?: string;
  /** One's own devices, usually from the pre-join page. Left out: a fresh one with everything off. */
  readonly media?: LocalMedia;
  /** Play everybody's sound in hidden elements of the SDK's own. Default true; false: attach audio tracks yourself. */
  readonly playAudio?: boolean;
  /** Gives up before the call is there. */
  readonly signal?: AbortSignal;
  /** Gives up when the server was not reached, in milliseconds. Default 15000. */
  readonly timeoutMs?: number;
}

/**
 * - `waiting`: in the waiting room; `room` and `participants` are empty.
 * - `connected`
 * - `reconnecting`: the signalling socket is gone; media goes on.
 * - `ended`: for good, see `end`.
 */
export type CallStatus = 'waiting' | 'connected' | 'reconnecting' | 'ended';

/** `left` by oneself; `removed`, `denied` (waiting room), `roomEnded` by a host; `replaced` in another tab; `failed`: see error. */
export type EndReason = 'left' | 'removed' | 'denied' | 'roomEnded' | 'replaced' | 'failed';

export interface CallEnd {
  readonly reason: EndReason;
  readonly error: PlenumError | null;
}

/** Of the media with somebody: `none` if the plan wants no link with them (nobody publishes). */
export type LinkStatus = 'none' | 'connecting' | 'connected' | 'reconnecting';

export interface PublicationState {
  /** `{participant}.{cid}`. */
  readonly id: string;
  readonly participant: string;
  readonly kind: TrackKind;
  readonly source: TrackSource;
  readonly muted: boolean;
  readonly width?: number;
  readonly height?: number;
  /** The same object for the publication's life; a remote one shows nothing until media arrives. */
  readonly track: LocalTrack | RemoteTrack;
  /** Media flows (a remote track has been connected, and its link is up). */
  readonly live: boolean;
}

export interface ParticipantState {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  readonly role: ParticipantRole;
  readonly grants: readonly Grant[];
  readonly metadata: string;
  /** ISO 8601. */
  readonly joinedAt: string;
  readonly isLocal: boolean;
  /** Only watches, as one of many (a player of the stream): to be shown in no tile. */
  readonly audience: boolean;
  /** False while their signalling socket is gone: show "reconnecting". Media may well flow. */
  readonly connected: boolean;
  /** ISO 8601, null while the hand is down. */
  readonly handRaisedAt: string | null;
  readonly publications: readonly PublicationState[];
  readonly link: LinkStatus;
  readonly quality: Quality;
  /** Says something now (with hold, so that it does not flicker). */
  readonly speaking: boolean;
}

/** A call at one moment; immutable, and parts that did not change stay the same objects. */
export interface CallState {
  readonly status: CallStatus;
  readonly end: CallEnd | null;
  /** Null in the waiting room. */
  readonly room: RoomInfo | null;
  /** One's own participant id. */
  readonly self: string;
  /** In the order of joining, oneself included. */
  readonly participants: readonly ParticipantState[];
  /** To hosts: who waits, longest first. */
  readonly waiting: readonly WaitingInfo[];
  /** Oldest first. */
  readonly chat: readonly ChatMessage[];
  /** Who speaks, or spoke last; null before anybody did. Never oneself. */
  readonly activeSpeaker: string | null;
  /** The browser refuses to play sound or video before a click: call `resumePlayback()` in one. */
  readonly playbackBlocked: boolean;
  /** Which pictures the server leaves out for now because it has too much to do; sound never. */
  readonly sheds: ShedKind;
}

export interface CallEvents {
  statusChanged: { readonly status: CallStatus; readonly previous: CallStatus };
  /** Once; the last event. */
  ended: CallEnd;
  participantJoined: { readonly participant: ParticipantState };
  participantLeft: { readonly participant: ParticipantState; readonly reason: LeaveReason };
  published: { readonly publication: PublicationState };
  unpublished: { readonly publication: PublicationState };
  /** A host muted a track of one's own; it is muted already. */
  mutedByHost: { readonly source: TrackSource; readonly by: ParticipantState | null };
  /** A host asks to unmute; nothing is switched on by itself. */
  unmuteRequested: { readonly source: TrackSource; readonly by: ParticipantState | null };
  chat: { readonly message: ChatMessage };
  reaction: { readonly participant: ParticipantState; readonly emoji: string };
  handRaised: { readonly participant: ParticipantState };
  /** The server would not have a track of one's own (no grant, too many); its device is released. */
  publishRefused: { readonly source: TrackSource; readonly error: PlenumError };
  /** To hosts: somebody new knocks. */
  waitingArrived: { readonly person: WaitingInfo };
}

/** What the host may do. Each resolves when the server did it and rejects with its error code, `forbidden` mostly. */
export interface HostActions {
  muteTrack(publication: string): Promise<void>;
  askToUnmute(participant: string, source: TrackSource): Promise<void>;
  lowerHand(participant: string): Promise<void>;
  remove(participant: string, options?: { readonly ban?: boolean }): Promise<void>;
  setRole(participant: string, role: ParticipantRole): Promise<void>;
  /** Makes them host and oneself member. */
  handOver(participant: string): Promise<void>;
  lock(locked: boolean): Promise<void>;
  setWaitingRoom(enabled: boolean): Promise<void>;
  admit(participant: string): Promise<void>;
  deny(participant: string): Promise<void>;
  setRoomMetadata(metadata: string): Promise<void>;
  /** Sets on which ways media flows in the room. The call moves without a gap. */
  setTopology(topology: Topology): Promise<void>;
  /** Ends the call for everybody. */
  endCall(): Promise<void>;
}

/** A media link as tests and operators see it. */
export interface LinkView {
  /** Null: the server. */
  readonly participant: string | null;
  readonly status: LinkStatus;
  /** Counts the peer connections of this link: 1, and one more with each rebuild. */
  readonly generation: number;
  /** Why the last negotiation step failed; null if none did. */
  readonly lastError: unknown;
  /** The peer connection itself, for inspection; a test may close it and watch the link recover. */
  readonly connection: RTCPeerConnection | null;
}

/** A call that one is in. Made by `connect()`. */
export interface Call extends Observable<CallState>, EventSource<CallEvents> {
  /** The same as `getSnapshot()`. */
  readonly state: CallState;
  /** One's own devices. What is on is published. */
  readonly media: LocalMedia;
  readonly host: HostActions;
  /** Read once a second. */
  readonly stats: Observable<CallStats>;
  /** The media links now. */
  readonly links: readonly LinkView[];

  /** Loudness of somebody now, 0 to 1; oneself included. Cheap: ask at each animation frame. */
  audioLevel(participant: string): number;
  /** The loudspeaker for everybody's sound; null: the system's. Rejects with `unsupported` where the browser cannot. */
  setSpeaker(deviceId: string | null): Promise<void>;
  /** In a click, after `playbackBlocked`. */
  resumePlayback(): Promise<void>;

  sendChat(text: string): Promise<void>;
  raiseHand(raised: boolean): Promise<void>;
  react(emoji: string): Promise<void>;
  rename(name: string): Promise<void>;
  setMetadata(metadata: string): Promise<void>;
  /** Leaves at once; devices are closed if the call made its `media` itself. Never rejects. */
  leave(): Promise<void>;
}
