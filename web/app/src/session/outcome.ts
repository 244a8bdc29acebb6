import type { CallEnd, PlenumErrorCode } from '@plenum/client';
import type { Messages } from '../i18n/messages';

/** Why somebody is not in the call, as it is told to them. */
export type OutcomeKind = Exclude<keyof Messages['ended'], 'rejoin' | 'tryAgain' | 'details'>;

/** What it makes sense to offer next, besides the way home. */
export type NextAction = 'rejoin' | 'tryAgain' | 'none';

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly next: NextAction;
  /** To quote in a report; only where the text alone does not say what happened. */
  readonly code: string | null;
}

const byCode: Partial<Record<PlenumErrorCode, OutcomeKind>> = {
  aborted: 'left',
  ended: 'roomEnded',
  roomEnded: 'roomEnded',
  roomFull: 'roomFull',
  roomLocked: 'roomLocked',
  roomNotFound: 'roomNotFound',
  banned: 'banned',
  denied: 'denied',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  tooManyRooms: 'unavailable',
  rateLimited: 'unavailable',
  unavailable: 'unavailable',
  unreachable: 'network',
  timeout: 'network',
  sessionNotFound: 'network',
  unsupported: 'unsupported',
};

const nextByKind: Record<OutcomeKind, NextAction> = {
  left: 'rejoin',
  removed: 'none',
  denied: 'tryAgain',
  roomEnded: 'none',
  replaced: 'rejoin',
  banned: 'none',
  roomFull: 'tryAgain',
  roomLocked: 'tryAgain',
  roomNotFound: 'none',
  unauthorized: 'none',
  unavailable: 'tryAgain',
  network: 'rejoin',
  unsupported: 'none',
  badRoom: 'none',
  unknown: 'tryAgain',
};

export function outcomeOfKind(kind: OutcomeKind, code: string | null = null): Outcome {
  return { kind, next: nextByKind[kind], code };
}

export function outcomeOfError(code: PlenumErrorCode): Outcome {
  const kind = byCode[code] ?? 'unknown';
  return outcomeOfKind(kind, kind === 'unknown' ? code : null);
}

export function outcomeOfEnd({ reason, error }: CallEnd): Outcome {
  if (reason !== 'failed') return outcomeOfKind(reason);
  return error ? outcomeOfError(error.code) : outcomeOfKind('network');
}
