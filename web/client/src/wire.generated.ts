// Generated from the records of src/Plenum.Protocol by eng/WireTypes. Do not edit: change the records and run
// dotnet run --project eng/WireTypes -- web/client/src/wire.generated.ts

/** A moment as ISO 8601 with an offset: `2026-01-31T09:30:00.123+00:00`. */
export type DateTime = string;

/** Host: lets somebody in who waits. */
export interface AdmitRequest {
  readonly type: "admit";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Whom. */
  readonly participant: string;
}

/** A host let you in from the waiting room. */
export interface AdmittedEvent {
  readonly type: "admitted";
  /** The room. */
  readonly snapshot: RoomSnapshot;
}

/** Host: asks somebody to unmute; nothing is switched on without their consent. */
export interface AskToUnmuteRequest {
  readonly type: "askToUnmute";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Whom to ask. */
  readonly participant: string;
  /** What to unmute. */
  readonly source: TrackSource;
}

/** Something said in the chat. */
export interface ChatMessage {
  /** Counts up from 1 in a room. */
  readonly id: number;
  /** Who said it. */
  readonly participant: string;
  /** The name at that moment: the participant may be gone when this is read. */
  readonly name: string;
  /** What was said. Plain text. */
  readonly text: string;
  /** When. */
  readonly at: DateTime;
}

/** Somebody said something in the chat. */
export interface ChatReceivedEvent {
  readonly type: "chatReceived";
  /** What was said. */
  readonly message: ChatMessage;
}

/** Says something to everybody in the room. */
export interface ChatRequest {
  readonly type: "chat";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Limit: `MaxChatLength`, default 4000 characters; not only white space. */
  readonly text: string;
}

/** What a client may send over the signalling socket: one JSON object per text frame, told by `type`. */
export type ClientMessage = Pong | Request;

/** WebSocket close codes (RFC 6455, section 7.4.2: 4000 to 4999 are the application's). */
export const CloseCode = {
  /** The participant left; do not come back by yourself. */
  left: 4000,
  /** Too many malformed messages. */
  protocolError: 4001,
  /** A message above the limit. */
  tooLarge: 4002,
  /** A flood that did not stop after `rateLimited`. */
  rateLimited: 4003,
  /** No join or resume in time. */
  joinTimeout: 4004,
  /** The session was taken up on another socket; do not come back by yourself. */
  replaced: 4005,
  /** A host put the participant out; do not come back by yourself. */
  removed: 4006,
  /** A host turned the participant away in the waiting room; do not come back by yourself. */
  denied: 4007,
  /** The call was ended for everybody; do not come back by yourself. */
  roomEnded: 4008,
  /** Nothing was heard for two and a half heartbeats. Resume. */
  heartbeatMissed: 4009,
  /** The client reads too slowly for its events. Resume. */
  slowConsumer: 4010,
  /** The server stops. Resume, after a moment. */
  serverStopping: 4011,
} as const;
/** WebSocket close codes (RFC 6455, section 7.4.2: 4000 to 4999 are the application's). */
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/**
 * What one's own pictures are to be sent in over the server's link: of what one can send, what the group can decode.
 * The latest counts. Sent to who offered with `encodes`, after the first offer of a connection, on change, and after a
 * resume.
 */
export interface CodecWantedMessage {
  readonly type: "codecWanted";
  /** The codec. */
  readonly codec: VideoCodec;
}

/**
 * The server gave a connection up: it heard nothing on it for too long, or what carried it broke down. Make a new one
 * and offer without `connection`.
 */
export interface ConnectionLostMessage {
  readonly type: "connectionLost";
  /** The connection. */
  readonly connection: string;
}

/** Host: turns somebody away who waits. */
export interface DenyRequest {
  readonly type: "deny";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Whom. */
  readonly participant: string;
}

/** What has become of an edge at its subscriber. */
export type EdgeCondition =
  /**
   * It carries: the first frame was decoded or the first sound heard; of a muted publication, the link is connected.
   */
  | "up"
  /** It cannot be brought up, or broke down for good. */
  | "failed";

/** One line of the plan: this publication reaches this subscriber on this way. */
export interface EdgeInfo {
  /** Unique in the plan; the same publication, subscriber and way always give the same id. */
  readonly id: string;
  /** The publication's id. */
  readonly publication: string;
  /** The participant who publishes. */
  readonly publisher: string;
  /** The participant who receives. */
  readonly subscriber: string;
  /** The way. */
  readonly via: EdgeVia;
}

/**
 * The subscriber tells what has become of an edge. Before a publication moves to another way, both edges are in the
 * plan; the old one is removed when the new one is reported to be up. Unknown and outdated edges are ignored.
 */
export interface EdgeStateRequest {
  readonly type: "edgeState";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The edge's id. */
  readonly edge: string;
  /** What has become of it. */
  readonly state: EdgeCondition;
}

/** The way a publication takes to a subscriber. */
export type EdgeVia =
  /** Peer to peer. */
  | "direct"
  /** Through the SFU. */
  | "forward"
  /** Through the mixer (MCU). */
  | "mix"
  /** Over another server or viewer. */
  | "relay";

/** Host: ends the call for everybody. */
export interface EndRoomRequest {
  readonly type: "endRoom";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
}

/** Why a request failed. */
export type ErrorCode =
  /** Not JSON, not an object, a missing field or one of a wrong type. */
  | "badMessage"
  /** A type this server does not know. */
  | "unknownType"
  /** Larger than the limit on messages. */
  | "tooLarge"
  /** Too many messages; see retryAfterMs. */
  | "rateLimited"
  /** Not now: for example a second join, or anything but join and resume before them. */
  | "invalidState"
  /** A field is out of its range; the message says which. */
  | "invalidArgument"
  /** The request id was not larger than those before. */
  | "duplicateId"
  /** No token, or one that does not hold: signature, expiry, room. */
  | "unauthorized"
  /** The participant lacks the grant. */
  | "forbidden"
  /** Longer than the limit on names. */
  | "nameTooLong"
  /** Longer than the limit on metadata. */
  | "metadataTooLong"
  /** Longer than the limit on chat messages. */
  | "chatTooLong"
  /** Rooms are created by rule and there is none of this name. */
  | "roomNotFound"
  /** No place is left. */
  | "roomFull"
  /** The server has too much to do to take anybody new; `retryAfterMs` says when to try again. */
  | "overloaded"
  /** A host closed the door. */
  | "roomLocked"
  /** The call is over. */
  | "roomEnded"
  /** The server carries no more rooms. */
  | "tooManyRooms"
  /** A host put this identity out. */
  | "banned"
  /** A host turned the request to come in away. */
  | "denied"
  /** Nobody of this id is in the room or waits. */
  | "participantNotFound"
  /** No such publication. */
  | "publicationNotFound"
  /** The cid is in use. */
  | "duplicatePublication"
  /** More tracks than the limit. */
  | "tooManyPublications"
  /** The plan has no direct edge between the two. */
  | "noSuchEdge"
  /** The offer is not one the server can answer; the message says why. */
  | "badDescription"
  /** The server no longer has this connection: make a new one and offer without `connection`. */
  | "connectionNotFound"
  /** The resume token is not of this server or its session is over: join again. */
  | "sessionNotFound"
  /** The server is shutting down or overloaded; see retryAfterMs. */
  | "unavailable"
  /** A bug of the server; it is logged. */
  | "internal";

/** Not done. The room is as if the request had not been sent. */
export interface ErrorMessage {
  readonly type: "error";
  /** The id of the request; left out where the message had none that could be read. */
  readonly re?: number;
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** What went wrong, for people. */
  readonly message: string;
  /** When trying again makes sense, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Something happened. Events of a session are numbered without gaps from 1. */
export interface EventMessage {
  readonly type: "event";
  /** The event's number. */
  readonly seq: number;
  /** What happened. */
  readonly event: RoomEvent;
}

/** Something a participant may do. */
export type Grant =
  /** Publish a microphone. */
  | "publishAudio"
  /** Publish a camera. */
  | "publishVideo"
  /** Publish a screen with its sound. */
  | "publishScreen"
  /** Write in the chat. */
  | "chat"
  /** Raise a hand and show emojis. */
  | "react"
  /** Change one's own name and metadata. */
  | "rename"
  /** The host's actions. */
  | "moderate"
  /** See the server's inner state. */
  | "admin";

/** Host: makes somebody else host and becomes a member. */
export interface HandOverRequest {
  readonly type: "handOver";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The new host. */
  readonly participant: string;
}

/** A trickled candidate, in the form of `RTCIceCandidateInit`. */
export interface IceCandidate {
  /** The candidate attribute; empty: no more in this generation. */
  readonly candidate: string;
  /** The media section's mid. */
  readonly sdpMid?: string;
  /** The media section's index. */
  readonly sdpMLineIndex?: number;
  /** The generation it belongs to. */
  readonly usernameFragment?: string;
}

/** A STUN or TURN server, in the form of the browser's `RTCIceServer`. */
export interface IceServerInfo {
  /** `stun:`, `turn:` or `turns:` URIs (RFC 7064, RFC 7065). */
  readonly urls: readonly string[];
  /** For TURN. With time-limited credentials: `expiry:participant`. */
  readonly username?: string;
  /** For TURN. */
  readonly credential?: string;
  /** When the credential runs out; ask for fresh servers before. */
  readonly expiresAt?: DateTime;
}

/** STUN and TURN servers to use from now on. */
export interface IceServersMessage {
  readonly type: "iceServers";
  /** The id of the request. */
  readonly re: number;
  /** The servers. */
  readonly servers: readonly IceServerInfo[];
}

/** Enters a room. The first request on a socket is this or {@link ResumeRequest}. */
export interface JoinRequest {
  readonly type: "join";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The room's name: 1 to 64 of `A-Z a-z 0-9 _ -`. A token's room must be the same. */
  readonly room: string;
  /** A join token (HS256 JWT). May be left out where the server opens rooms to anybody. */
  readonly token?: string;
  /** The name to show; a token's name wins. Limit: `MaxNameLength`, default 64 characters. */
  readonly name?: string;
  /** Opaque application data of the participant. Limit: `MaxMetadataLength`, default 4096. */
  readonly metadata?: string;
  /** Tracks to publish at once, so that a join needs one round trip. */
  readonly publications?: readonly PublicationSpec[];
  /**
   * A connection to the server's SFU, so that media needs no round trip of its own. The answer is in the
   * {@link WelcomeMessage}; where it is missing, the plan does not need the connection yet, or the offer cannot be
   * answered ({@link NegotiateRequest} tells why).
   */
  readonly offer?: MediaOffer;
  /** Which ways this client can take; `any` if left out. */
  readonly reach?: Reach;
}

/**
 * Which spatial layers of one's own publication anybody watches: the others need not be encoded. The latest counts.
 * Sent on change and after a resume.
 */
export interface LayersWantedMessage {
  readonly type: "layersWanted";
  /** The client's id of the track. */
  readonly cid: string;
  /** The layers, 0 being the smallest; empty: nobody watches. */
  readonly layers: readonly number[];
}

/** Why somebody is gone. */
export type LeaveReason =
  /** Left on purpose. */
  | "left"
  /** The socket was gone for longer than the grace. */
  | "timedOut"
  /** Put out by a host. */
  | "removed"
  /** The call was ended for everybody. */
  | "roomEnded";

/** Leaves for good, at once and without grace. The server closes the socket after its reply. */
export interface LeaveRequest {
  readonly type: "leave";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
}

/**
 * The server has too much to do and leaves something out of what it forwards, or no longer. The latest counts. Sent to
 * everybody whose media goes through the server, on change and after a resume.
 */
export interface LoadMessage {
  readonly type: "load";
  /** What is left out. */
  readonly sheds: ShedKind;
}

/** Host: closes the door to newcomers, or opens it. */
export interface LockRequest {
  readonly type: "lock";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** True to close. */
  readonly locked: boolean;
}

/** Host: lowers somebody's hand. */
export interface LowerHandRequest {
  readonly type: "lowerHand";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Whose hand. */
  readonly participant: string;
}

/** The server's answer to a {@link MediaOffer}. Its candidates are all in it. */
export interface MediaAnswer {
  /** Names the connection at the server, to negotiate it anew later. */
  readonly connection: string;
  /** The SDP. */
  readonly sdp: string;
}

/**
 * An offer of a connection to the SFU. Each receive-only media section is a slot, on which the server sends what it
 * binds to it and changes that without negotiation.
 */
export interface MediaOffer {
  /** The SDP; bundled, all sections on one transport. */
  readonly sdp: string;
  /** Which publication the client sends on which section: mid to cid. */
  readonly tracks: Readonly<Record<string, string>>;
  /** The connection that is negotiated anew; left out: a new one, which replaces an older. */
  readonly connection?: string;
  /**
   * What the client can send pictures in, if it takes `codecWanted`; left out: it sends what it sends. What it can
   * receive is read from its slots.
   */
  readonly encodes?: readonly VideoCodec[];
  /**
   * How many sizes of the picture lie in the one encoding of a section that sends VP9 or AV1: mid to a number from 1 to
   * 4. Where it is left out, a camera has three at most and a screen has one.
   */
  readonly layers?: Readonly<Record<string, number>>;
}

/** Host: mutes somebody's track. Its publisher may unmute it again. */
export interface MuteTrackRequest {
  readonly type: "muteTrack";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The publication's id. */
  readonly publication: string;
}

/**
 * Connects to the SFU, or negotiates that connection anew: after a plan change, for further tracks or slots, to restart
 * ICE. The client always offers and the server always answers, so offers cannot collide.
 */
export interface NegotiateRequest {
  readonly type: "negotiate";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The offer. */
  readonly offer: MediaOffer;
}

/** The server's answer; {@link SlotsMessage} follows. */
export interface NegotiatedMessage {
  readonly type: "negotiated";
  /** The id of the request. */
  readonly re: number;
  /** The answer. */
  readonly answer: MediaAnswer;
}

/** Done. */
export interface OkMessage {
  readonly type: "ok";
  /** The id of the request. */
  readonly re: number;
}

/** Somebody in a room. */
export interface ParticipantInfo {
  /** The participant's id: unique in the room, the same over resumes. */
  readonly id: string;
  /** Who it is to the application: a token's identity, or the id where there was none. */
  readonly identity: string;
  /** The name to show. */
  readonly name: string;
  /** The role. */
  readonly role: ParticipantRole;
  /** What the participant may do. */
  readonly grants: readonly Grant[];
  /** Opaque application data; empty if there is none. */
  readonly metadata: string;
  /** When the participant came in. */
  readonly joinedAt: DateTime;
  /** False while the signalling socket is gone and the grace runs; media may well flow. */
  readonly connected: boolean;
  /** When the hand went up; left out while it is down. */
  readonly handRaisedAt?: DateTime;
  /** True for somebody who only watches, as one of many (a WHEP player): shown in no tile. Else left out. */
  readonly audience?: boolean;
  /** What is published. */
  readonly publications: readonly PublicationInfo[];
}

/** Somebody came. */
export interface ParticipantJoinedEvent {
  readonly type: "participantJoined";
  /** Who, with what is published already. */
  readonly participant: ParticipantInfo;
}

/** Somebody is gone, with everything published. */
export interface ParticipantLeftEvent {
  readonly type: "participantLeft";
  /** Who. */
  readonly participant: string;
  /** Why. */
  readonly reason: LeaveReason;
}

/** What somebody is in a room; each role comes with grants. */
export type ParticipantRole =
  /** Runs the call. */
  | "host"
  /** Takes part. */
  | "member"
  /** Watches, chats and raises a hand. */
  | "viewer";

/**
 * Somebody's name, role, grants, metadata, hand or connection changed. Publications have events of their own; those
 * listed here are the same as before.
 */
export interface ParticipantUpdatedEvent {
  readonly type: "participantUpdated";
  /** Who, as of now. */
  readonly participant: ParticipantInfo;
}

/** Asks for a sign of life; answered by {@link Pong}. Sent every `heartbeatMs`. */
export interface PingMessage {
  readonly type: "ping";
}

/** The part of the plan that concerns you changed: bring up what is added, retire what is removed. */
export interface PlanChangedEvent {
  readonly type: "planChanged";
  /** Edges to bring up, as publisher or as subscriber. */
  readonly added: readonly EdgeInfo[];
  /** Ids of edges to retire. */
  readonly removed: readonly string[];
}

/** The answer to {@link PingMessage}; any other message proves life as well. */
export interface Pong {
  readonly type: "pong";
}

/** A track that somebody publishes. */
export interface PublicationInfo {
  /** `{participant}.{cid}`. */
  readonly id: string;
  /** Audio or video. */
  readonly kind: TrackKind;
  /** Where the track comes from. */
  readonly source: TrackSource;
  /** Whether the track sends silence or black on purpose. */
  readonly muted: boolean;
  /** Pixels; for video, if known. */
  readonly width?: number;
  /** Pixels; for video, if known. */
  readonly height?: number;
}

/** A track that a client publishes, as the client describes it. */
export interface PublicationSpec {
  /** The client's id of the track, unique among its own: 1 to 32 of `A-Z a-z 0-9 _ -`. */
  readonly cid: string;
  /** Where the track comes from; tells audio from video. */
  readonly source: TrackSource;
  /** Whether the track sends silence or black on purpose. */
  readonly muted?: boolean;
  /** Pixels, 1 to 16384; for video. */
  readonly width?: number;
  /** Pixels, 1 to 16384; for video. */
  readonly height?: number;
}

/** A track was muted, unmuted or resized. The publisher is told too: a host may have done it. */
export interface PublicationUpdatedEvent {
  readonly type: "publicationUpdated";
  /** The publisher. */
  readonly participant: string;
  /** The track as of now. */
  readonly publication: PublicationInfo;
  /** The host who did it, if it was not the publisher. */
  readonly by?: string;
}

/** Announces a track. Its publication id is `{participant}.{cid}`. */
export interface PublishRequest {
  readonly type: "publish";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The track. */
  readonly publication: PublicationSpec;
}

/** Somebody publishes a track. */
export interface PublishedEvent {
  readonly type: "published";
  /** Who. */
  readonly participant: string;
  /** The track. */
  readonly publication: PublicationInfo;
}

/** Raises or lowers one's own hand. */
export interface RaiseHandRequest {
  readonly type: "raiseHand";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** True to raise. */
  readonly raised: boolean;
}

/** Which ways a client can take. */
export type Reach =
  /** Peer to peer and through the server, as browsers can. */
  | "any"
  /** Through the server only: every edge of this participant goes that way. */
  | "forward";

/** Shows an emoji to everybody for a moment. */
export interface ReactRequest {
  readonly type: "react";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** 1 to 16 UTF-16 code units. */
  readonly emoji: string;
}

/** Somebody shows an emoji. */
export interface ReactedEvent {
  readonly type: "reacted";
  /** Who. */
  readonly participant: string;
  /** The emoji. */
  readonly emoji: string;
}

/** Asks for fresh STUN/TURN servers, before time-limited credentials run out. */
export interface RefreshIceServersRequest {
  readonly type: "refreshIceServers";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
}

/** Host: puts somebody out. The same identity is kept out until the room ends if {@link RemoveRequest.ban}. */
export interface RemoveRequest {
  readonly type: "remove";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Whom. */
  readonly participant: string;
  /** Whether the identity may not come back. */
  readonly ban?: boolean;
}

/** Changes one's own name (not with a token that names the participant). */
export interface RenameRequest {
  readonly type: "rename";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The new name. */
  readonly name: string;
}

/**
 * A message that the server answers with exactly one reply whose `re` is this {@link Request.id}: a
 * {@link WelcomeMessage} or {@link WaitingMessage} for {@link JoinRequest}, one of these or {@link ResumedMessage} for
 * {@link ResumeRequest}, {@link IceServersMessage} for {@link RefreshIceServersRequest}, {@link NegotiatedMessage} for
 * {@link NegotiateRequest}, {@link OkMessage} for the rest, or {@link ErrorMessage}.
 */
export type Request =
  | AdmitRequest
  | AskToUnmuteRequest
  | ChatRequest
  | DenyRequest
  | EdgeStateRequest
  | EndRoomRequest
  | HandOverRequest
  | JoinRequest
  | LeaveRequest
  | LockRequest
  | LowerHandRequest
  | MuteTrackRequest
  | NegotiateRequest
  | PublishRequest
  | RaiseHandRequest
  | ReactRequest
  | RefreshIceServersRequest
  | RemoveRequest
  | RenameRequest
  | ResumeRequest
  | SetMetadataRequest
  | SetRoleRequest
  | SetRoomMetadataRequest
  | SetTopologyRequest
  | SetWaitingRoomRequest
  | SignalRequest
  | StrainRequest
  | UnpublishRequest
  | UpdatePublicationRequest
  | ViewportsRequest;

/**
 * Takes up a session again on a new socket. If the server still holds it, missed events are replayed or a snapshot is
 * sent; if the server was restarted, the participant is let in again under its old id and role.
 */
export interface ResumeRequest {
  readonly type: "resume";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The newest `resumeToken` that this client was given. Opaque. */
  readonly token: string;
  /** The `seq` of the last event this client has handled. */
  readonly lastSeq: number;
  /** What the client publishes now; used when the server no longer knows. */
  readonly publications?: readonly PublicationSpec[];
  /**
   * A connection to the SFU, new or (by its {@link MediaOffer.connection}) the present one with ICE restarted. Left
   * out: the connection, if there is one, stays as it is.
   */
  readonly offer?: MediaOffer;
}

/** The session goes on; the events after the client's `lastSeq` follow. */
export interface ResumedMessage {
  readonly type: "resumed";
  /** The id of the request. */
  readonly re: number;
  /** What the session needs from now on. */
  readonly session: SessionInfo;
  /** The answer to the request's offer, as in {@link WelcomeMessage}. */
  readonly answer?: MediaAnswer;
}

/** What happened in a room, as a participant is told of it, told by `type`. */
export type RoomEvent =
  | AdmittedEvent
  | ChatReceivedEvent
  | ParticipantJoinedEvent
  | ParticipantLeftEvent
  | ParticipantUpdatedEvent
  | PlanChangedEvent
  | PublicationUpdatedEvent
  | PublishedEvent
  | ReactedEvent
  | RoomUpdatedEvent
  | SessionRenewedEvent
  | SignaledEvent
  | UnmuteRequestedEvent
  | UnpublishedEvent
  | WaitingChangedEvent;

/** A room's settings. */
export interface RoomInfo {
  /** The room's name. */
  readonly name: string;
  /** How many participants fit. */
  readonly capacity: number;
  /** Whether the door is closed to newcomers. */
  readonly locked: boolean;
  /** Whether newcomers wait for a host. */
  readonly waitingRoom: boolean;
  /** What decides on which ways media flows. */
  readonly topology: Topology;
  /**
   * In an automatic room: how many may be linked directly; one more, and the call moves to the server. Absent where the
   * server forwards nothing.
   */
  readonly meshUpTo?: number;
  /** Opaque application data; empty if there is none. */
  readonly metadata: string;
  /** When the room was created. */
  readonly createdAt: DateTime;
}

/** All that a participant knows of a room at one moment. */
export interface RoomSnapshot {
  /** Settings. */
  readonly room: RoomInfo;
  /** Everybody in the room, you included, in the order of joining. */
  readonly participants: readonly ParticipantInfo[];
  /** The edges of the plan in which you are publisher or subscriber. */
  readonly edges: readonly EdgeInfo[];
  /** The latest chat messages, oldest first. */
  readonly chat: readonly ChatMessage[];
  /** To hosts: who waits, longest first. Empty for everybody else. */
  readonly waiting: readonly WaitingInfo[];
}

/** The room's settings changed. */
export interface RoomUpdatedEvent {
  readonly type: "roomUpdated";
  /** The settings as of now. */
  readonly room: RoomInfo;
}

/** The kind of a session description. */
export type SdpType =
  /** Proposes. */
  | "offer"
  /** Accepts. */
  | "answer";

/** What the server sends over the signalling socket: one JSON object per text frame, told by `type`. */
export type ServerMessage =
  | CodecWantedMessage
  | ConnectionLostMessage
  | ErrorMessage
  | EventMessage
  | IceServersMessage
  | LayersWantedMessage
  | LoadMessage
  | NegotiatedMessage
  | OkMessage
  | PingMessage
  | ResumedMessage
  | SlotsMessage
  | SpeakerMessage
  | WaitingMessage
  | WelcomeMessage;

/** An SDP of perfect negotiation, in the form of `RTCSessionDescriptionInit`. */
export interface SessionDescription {
  /** Offer or answer. */
  readonly type: SdpType;
  /** The SDP. */
  readonly sdp: string;
  /** Which publication the sender sends on which media section: mid to publication id. */
  readonly tracks: Readonly<Record<string, string>>;
}

/** What a client needs to keep a session alive and to take it up again. */
export interface SessionInfo {
  /** For {@link ResumeRequest}. A secret of this client; opaque. */
  readonly resumeToken: string;
  /**
   * Names this incarnation of the room. When it differs after a resume, the server has lost its memory (a restart):
   * whoever is missing from the snapshot has {@link SessionInfo.graceMs} to come back before their links are given up.
   */
  readonly epoch: string;
  /**
   * The interval of {@link PingMessage} in milliseconds. A socket that is silent for two and a half of them is dead,
   * for either side.
   */
  readonly heartbeatMs: number;
  /** How long a participant without a socket stays in the room, in milliseconds. */
  readonly graceMs: number;
  /** STUN and TURN servers. */
  readonly iceServers: readonly IceServerInfo[];
}

/** Your role or name changed: keep this token for the next resume. */
export interface SessionRenewedEvent {
  readonly type: "sessionRenewed";
  /** Replaces every earlier resume token. */
  readonly resumeToken: string;
}

/** Replaces one's own metadata. */
export interface SetMetadataRequest {
  readonly type: "setMetadata";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Opaque application data. */
  readonly metadata: string;
}

/** Host: gives a participant another role. */
export interface SetRoleRequest {
  readonly type: "setRole";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Whom. */
  readonly participant: string;
  /** The role. */
  readonly role: ParticipantRole;
}

/** Host: replaces the room's metadata. */
export interface SetRoomMetadataRequest {
  readonly type: "setRoomMetadata";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** Opaque application data. */
  readonly metadata: string;
}

/** Host: sets on which ways media flows in this room. The call moves without a gap. */
export interface SetTopologyRequest {
  readonly type: "setTopology";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The ways. */
  readonly topology: Topology;
}

/** Host: switches the waiting room. Switching it off lets everybody in who waits. */
export interface SetWaitingRoomRequest {
  readonly type: "setWaitingRoom";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** True: newcomers wait until a host admits them. */
  readonly enabled: boolean;
}

/** What an overloaded server leaves out; each with all before it. Sound is never left out. */
export type ShedKind =
  /** Nothing: all is well. */
  | "nothing"
  /** Large pictures: everybody gets the smallest layer. */
  | "layers"
  /** Pictures other than the main one: of who speaks, of a screen, or the largest. */
  | "sidePictures"
  /** All pictures, of some participants or of all. */
  | "pictures";

/**
 * Negotiation data between two ends of a direct link. The server passes it on without reading it. Exactly one of
 * {@link SignalData.description} and {@link SignalData.candidate} is there; a candidate that is the empty string ends a
 * generation's candidates (RFC 8838).
 */
export interface SignalData {
  /**
   * Names the peer connection at the sender's end. A new name means a new connection: the receiver throws its own away
   * and starts afresh.
   */
  readonly link: string;
  /** The connection at the other end that this is meant for, once known; stale data is thrown away. */
  readonly for?: string;
  /** An offer or an answer. */
  readonly description?: SessionDescription;
  /** A trickled candidate. */
  readonly candidate?: IceCandidate;
}

/**
 * Passes negotiation data to the other end of a direct edge. The server does not read it; it checks that the plan has a
 * direct edge between the two.
 */
export interface SignalRequest {
  readonly type: "signal";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The participant at the other end. */
  readonly to: string;
  /** The data. */
  readonly data: SignalData;
}

/** The other end of a direct edge sent you negotiation data. */
export interface SignaledEvent {
  readonly type: "signaled";
  /** Who. */
  readonly from: string;
  /** The data. */
  readonly data: SignalData;
}

/**
 * What the SFU sends on which slot: the whole of it, and the latest counts. Sent after each negotiation, each change
 * and each resume.
 */
export interface SlotsMessage {
  readonly type: "slots";
  /** The connection whose slots they are. */
  readonly connection: string;
  /** Mid to publication id. A slot that carries nothing is left out. */
  readonly bound: Readonly<Record<string, string>>;
}

/** Who speaks, among those whose sound goes through the SFU. The latest counts. */
export interface SpeakerMessage {
  readonly type: "speaker";
  /** The participant. */
  readonly participant: string;
}

/** Tells what this client measures of itself in a mesh. The latest counts. */
export interface StrainRequest {
  readonly type: "strain";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The uplink does not carry what it has to send to each of the others. */
  readonly uplink: boolean;
  /** The processor does not keep up with encoding for each of the others. */
  readonly cpu: boolean;
}

/** What decides on which ways media flows in a room. */
export type Topology =
  /** Peer to peer while the call is small and everybody can carry it, else through the SFU. */
  | "auto"
  /** Peer to peer, but for those who can only be reached through the server. */
  | "mesh"
  /** Through the SFU. */
  | "sfu";

/** What a track carries. */
export type TrackKind =
  /** Sound. */
  | "audio"
  /** Pictures. */
  | "video";

/** Where a track comes from. */
export type TrackSource =
  /** A microphone; audio. */
  | "microphone"
  /** A camera; video. */
  | "camera"
  /** A shared screen, window or tab; video. */
  | "screen"
  /** The sound of what is shared; audio. */
  | "screenAudio";

/** A host asks you to unmute. */
export interface UnmuteRequestedEvent {
  readonly type: "unmuteRequested";
  /** The host. */
  readonly by: string;
  /** What to unmute. */
  readonly source: TrackSource;
}

/** Takes a track back. */
export interface UnpublishRequest {
  readonly type: "unpublish";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The client's id of the track. */
  readonly cid: string;
}

/** A track was taken back. */
export interface UnpublishedEvent {
  readonly type: "unpublished";
  /** The publisher. */
  readonly participant: string;
  /** The publication's id. */
  readonly publication: string;
}

/** Changes a publication's state without renegotiation. */
export interface UpdatePublicationRequest {
  readonly type: "updatePublication";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The client's id of the track. */
  readonly cid: string;
  /** Whether the track sends silence or black on purpose. Left out: as before. */
  readonly muted?: boolean;
  /** Pixels of the captured picture. Left out: as before. */
  readonly width?: number;
  /** Pixels of the captured picture. Left out: as before. */
  readonly height?: number;
}

/** A codec of pictures. */
export type VideoCodec =
  /** VP8 (RFC 6386, RFC 7741): layers by simulcast. */
  | "vp8"
  /** H.264 (RFC 6184), packetization mode 1: layers by simulcast. */
  | "h264"
  /** VP9, profile 0 (RFC 9628): scalable. */
  | "vp9"
  /** AV1, main profile: scalable. */
  | "av1";

/** How a publication is shown. */
export interface Viewport {
  /** The publication's id. */
  readonly publication: string;
  /** The tile's width in device pixels; more than 7680 counts as 7680. */
  readonly width: number;
  /** The tile's height in device pixels; more than 7680 counts as 7680. */
  readonly height: number;
  /** Whether the tile can be seen; what cannot is not sent. */
  readonly visible: boolean;
  /** Whether the user pinned it: it gets bandwidth before others. */
  readonly pinned?: boolean;
}

/**
 * How large forwarded publications are shown, so that the SFU sends what fits and nothing to hidden tiles. The whole
 * state each time: what is left out is shown as large as it comes.
 */
export interface ViewportsRequest {
  readonly type: "viewports";
  /** Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket. */
  readonly id: number;
  /** The tiles; at most 256, each publication once. */
  readonly viewports: readonly Viewport[];
}

/** To hosts: who waits has changed. */
export interface WaitingChangedEvent {
  readonly type: "waitingChanged";
  /** Everybody who waits, longest first. */
  readonly waiting: readonly WaitingInfo[];
}

/** Somebody in the waiting room. */
export interface WaitingInfo {
  /** The participant id. */
  readonly id: string;
  /** Who it is to the application. */
  readonly identity: string;
  /** The name to show. */
  readonly name: string;
  /** Since when. */
  readonly since: DateTime;
}

/** You are in the waiting room. {@link AdmittedEvent} or a closed socket ends the wait. */
export interface WaitingMessage {
  readonly type: "waiting";
  /** The id of the request. */
  readonly re: number;
  /** Your participant id. */
  readonly participant: string;
  /** The sequence number of the last event sent to you; the next event has the one after it. */
  readonly seq: number;
  /** What the session needs from now on. */
  readonly session: SessionInfo;
}

/** You are in the room: the whole of it as of event {@link WelcomeMessage.seq}. */
export interface WelcomeMessage {
  readonly type: "welcome";
  /** The id of the request. */
  readonly re: number;
  /** Your participant id. */
  readonly participant: string;
  /** The sequence number that {@link WelcomeMessage.snapshot} includes; the next event has the one after it. */
  readonly seq: number;
  /** What the session needs from now on. */
  readonly session: SessionInfo;
  /** The room. */
  readonly snapshot: RoomSnapshot;
  /**
   * The answer to the request's offer. Left out if there was none, or if no edge of the plan needs the SFU yet: then
   * the offer is forgotten.
   */
  readonly answer?: MediaAnswer;
}
