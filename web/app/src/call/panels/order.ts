import type { ParticipantState } from '@plenum/client';

/** Raised hands first, the longest raised on top; else as they came, oneself first. */
export function inOrder(participants: readonly ParticipantState[]): ParticipantState[] {
  const rank = ({ isLocal, handRaisedAt }: ParticipantState) => {
    if (handRaisedAt !== null) return Date.parse(handRaisedAt);
    return isLocal ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER;
  };
  return [...participants].sort((a, b) => rank(a) - rank(b));
}
