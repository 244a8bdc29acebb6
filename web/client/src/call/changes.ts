import type { LeaveReason } from '../wire.generated';
import type { CallEvents, CallState, ParticipantState } from './types';

/** One event of a call with its payload. */
export type Change = { [K in keyof CallEvents]: readonly [name: K, payload: CallEvents[K]] }[keyof CallEvents];

/**
 * What happened between two states. Events come from here rather than from the wire, so that a reconnection that ends in
 * a snapshot tells the same as one that replays what was missed.
 */
export function changesBetween(before: CallState, now: CallState, reasonOf: (id: string) => LeaveReason): Change[] {
  return [
    ...statusChanges(before, now),
    ...participantChanges(before, now, reasonOf),
    ...chatChanges(before, now),
    ...waitingChanges(before, now),
    ...(before.end === null && now.end !== null ? [['ended', now.end] as const] : []),
  ];
}

function statusChanges(before: CallState, now: CallState): Change[] {
  if (before.status === now.status) return [];
  return [['statusChanged', { status: now.status, previous: before.status }]];
}

function participantChanges(before: CallState, now: CallState, reasonOf: (id: string) => LeaveReason): Change[] {
  // The first room that we see is no news, and one's own return under a new id is not somebody's.
  if (before.room === null) return [];
  const others = ({ participants }: CallState) => new Map(participants.map((one) => [one.id, one]));
  const past = others(before);
  const present = others(now);
  const left = [...past.values()].filter(({ id, isLocal }) => !isLocal && !present.has(id));
  const changes: Change[] = left.map((participant) => [
    'participantLeft',
    { participant, reason: reasonOf(participant.id) },
  ]);
  for (const participant of present.values()) {
    const known = past.get(participant.id);
    if (!known && !participant.isLocal) changes.push(['participantJoined', { participant }]);
    if (known) changes.push(...publicationChanges(known, participant));
    if (known?.handRaisedAt === null && participant.handRaisedAt !== null)
      changes.push(['handRaised', { participant }]);
  }
  return changes;
}

function publicationChanges(before: ParticipantState, now: ParticipantState): Change[] {
  if (before.publications === now.publications) return [];
  const has = (participant: ParticipantState, id: string) => participant.publications.some((one) => one.id === id);
  const published = now.publications.filter(({ id }) => !has(before, id));
  const unpublished = before.publications.filter(({ id }) => !has(now, id));
  return [
    ...unpublished.map((publication): Change => ['unpublished', { publication }]),
    ...published.map((publication): Change => ['published', { publication }]),
  ];
}

function chatChanges(before: CallState, now: CallState): Change[] {
  if (before.chat === now.chat || before.room === null) return [];
  const last = before.chat.at(-1);
  // A restarted server counts from 1 again; its messages are newer all the same.
  const isNew = ({ id, at }: CallState['chat'][number]) =>
    !last || id > last.id || Date.parse(at) > Date.parse(last.at);
  return now.chat.filter(isNew).map((message): Change => ['chat', { message }]);
}

function waitingChanges(before: CallState, now: CallState): Change[] {
  if (before.waiting === now.waiting) return [];
  const known = new Set(before.waiting.map(({ id }) => id));
  return now.waiting.filter(({ id }) => !known.has(id)).map((person): Change => ['waitingArrived', { person }]);
}
