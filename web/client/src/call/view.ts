import type { RoomState } from '../room/state';
import type { Quality } from '../stats/types';
import type { LocalTrack, RemoteTrack } from '../tracks/types';
import type { ParticipantInfo, PublicationInfo, ShedKind } from '../wire.generated';
import type { CallEnd, CallState, CallStatus, LinkStatus, ParticipantState, PublicationState } from './types';

/** What a call's state is made of besides the room. */
export interface Facts {
  readonly status: CallStatus;
  readonly end: CallEnd | null;
  readonly activeSpeaker: string | null;
  readonly playbackBlocked: boolean;
  readonly sheds: ShedKind;
  readonly trackOf: (publication: string) => LocalTrack | RemoteTrack | undefined;
  readonly isLive: (publication: string) => boolean;
  readonly linkOf: (participant: string) => LinkStatus;
  readonly qualityOf: (participant: ParticipantInfo) => Quality;
  readonly isSpeaking: (participant: string) => boolean;
}

/** The state that the application sees; whatever is as it was in `before` is the same object. */
export function viewOf(before: CallState | null, room: RoomState, facts: Facts): CallState {
  const known = new Map(before?.participants.map((participant) => [participant.id, participant]));
  const participants = room.participants.map((info) =>
    keep(known.get(info.id), participantOf(known.get(info.id), info, room.self, facts)),
  );
  return keep(before ?? undefined, {
    status: facts.status,
    end: facts.end,
    room: room.room,
    self: room.self,
    participants: keepList(before?.participants, participants),
    waiting: room.waiting,
    chat: room.chat,
    activeSpeaker: facts.activeSpeaker,
    playbackBlocked: facts.playbackBlocked,
    sheds: facts.sheds,
  });
}

function participantOf(
  before: ParticipantState | undefined,
  info: ParticipantInfo,
  self: string,
  facts: Facts,
): ParticipantState {
  const publications = info.publications.flatMap((publication) => {
    const known = before?.publications.find((other) => other.id === publication.id);
    const state = publicationOf(info.id, publication, facts);
    return state ? [keep(known, state)] : [];
  });
  return {
    id: info.id,
    identity: info.identity,
    name: info.name,
    role: info.role,
    grants: keepList(before?.grants, info.grants),
    metadata: info.metadata,
    joinedAt: info.joinedAt,
    isLocal: info.id === self,
    audience: info.audience ?? false,
    connected: info.connected,
    handRaisedAt: info.handRaisedAt ?? null,
    publications: keepList(before?.publications, publications),
    link: facts.linkOf(info.id),
    quality: keep(before?.quality, facts.qualityOf(info)),
    speaking: facts.isSpeaking(info.id),
  };
}

function publicationOf(participant: string, info: PublicationInfo, facts: Facts): PublicationState | null {
  const track = facts.trackOf(info.id);
  if (!track) return null;
  return { ...info, participant, track, live: facts.isLive(info.id) };
}

/** The old object if the new one says the same, member by member. */
function keep<T extends object>(before: T | undefined, now: T): T {
  if (!before) return now;
  const keys = Object.keys(now) as (keyof T)[];
  const same = keys.length === Object.keys(before).length && keys.every((key) => Object.is(before[key], now[key]));
  return same ? before : now;
}

function keepList<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  const same = before?.length === now.length && now.every((item, index) => Object.is(item, before[index]));
  return same ? before : now;
}
