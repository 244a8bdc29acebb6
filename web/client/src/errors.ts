import type { ErrorCode } from './wire.generated';

/** What only the client can find out. */
export type ClientErrorCode =
  /** The server could not be reached. */
  | 'unreachable'
  /** No answer in time. */
  | 'timeout'
  /** The application's AbortSignal fired. */
  | 'aborted'
  /** The call is over. */
  | 'ended'
  /** The person, the browser or the system refused the device. */
  | 'permissionDenied'
  /** There is no such device, or none at all. */
  | 'deviceNotFound'
  /** Another program holds the device, or it failed to start. */
  | 'deviceInUse'
  /** No device can do what was asked for. */
  | 'constraintsUnsatisfied'
  /** Devices are given to https pages and localhost only. */
  | 'insecureContext'
  /** This browser cannot do it. */
  | 'unsupported'
  /** The media device failed in another way; see `cause`. */
  | 'mediaFailed';

export type PlenumErrorCode = ErrorCode | ClientErrorCode;

/** Every error that this SDK throws. `code` is for programs, `message` for logs; show neither to people untranslated. */
export class PlenumError extends Error {
  override readonly name = 'PlenumError';

  constructor(
    readonly code: PlenumErrorCode,
    message: string,
    readonly details: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
