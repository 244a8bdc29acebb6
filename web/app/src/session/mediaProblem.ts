import type { CaptureState, LocalMediaState, PlenumError, PlenumErrorCode } from '@plenum/client';

export type MediaProblemKind = 'denied' | 'deniedBySystem' | 'notFound' | 'inUse' | 'insecure' | 'unknown';

/** Why camera, microphone or both do not run, in the words in which it is explained. */
export interface MediaProblem {
  readonly kind: MediaProblemKind;
  readonly device: 'camera' | 'microphone' | 'both';
}

const byCode: Partial<Record<PlenumErrorCode, MediaProblemKind>> = {
  permissionDenied: 'denied',
  deviceNotFound: 'notFound',
  deviceInUse: 'inUse',
  constraintsUnsatisfied: 'notFound',
  insecureContext: 'insecure',
};

/** The problem to tell of; null if there is none. Two devices that fail for the same reason are one problem. */
export function mediaProblem({ camera, microphone }: LocalMediaState): MediaProblem | null {
  const cameraKind = problemOf(camera);
  const microphoneKind = problemOf(microphone);
  if (cameraKind && cameraKind === microphoneKind) return { kind: cameraKind, device: 'both' };
  if (microphoneKind) return { kind: microphoneKind, device: 'microphone' };
  return cameraKind ? { kind: cameraKind, device: 'camera' } : null;
}

function problemOf({ status, error }: CaptureState): MediaProblemKind | null {
  return status === 'failed' && error ? kindOfError(error) : null;
}

export function kindOfError(error: PlenumError): MediaProblemKind {
  const kind = byCode[error.code] ?? 'unknown';
  return kind === 'denied' && isSystemRefusal(error.details.cause) ? 'deniedBySystem' : kind;
}

/** Chromium says "Permission denied by system" where the operating system refuses the browser as a whole. */
function isSystemRefusal(cause: unknown): boolean {
  return cause instanceof Error && /by system/i.test(cause.message);
}
