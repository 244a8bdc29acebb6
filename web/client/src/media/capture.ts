import { PlenumError, type PlenumErrorCode } from '../errors';
import type { TrackKind } from '../wire.generated';
import { PromptMerger, requireMediaDevices } from './prompts';
import type { AudioProcessing, CameraFormat, ScreenShareOptions } from './types';

const prompts = new PromptMerger();

const CODES: Readonly<Record<string, PlenumErrorCode>> = {
  NotAllowedError: 'permissionDenied',
  SecurityError: 'permissionDenied',
  NotFoundError: 'deviceNotFound',
  OverconstrainedError: 'constraintsUnsatisfied',
  NotReadableError: 'deviceInUse',
  AbortError: 'deviceInUse',
  NotSupportedError: 'unsupported',
};

/** What a refusal of getUserMedia or getDisplayMedia means (Media Capture and Streams, section 10.3.11). */
export function classifyMediaError(error: unknown): PlenumError {
  if (error instanceof PlenumError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const message = error instanceof Error || error instanceof DOMException ? error.message : String(error);
  return new PlenumError(CODES[name] ?? 'mediaFailed', `${name}: ${message}`, { cause: error });
}

export function microphoneConstraints(deviceId: string | null, processing: AudioProcessing): MediaTrackConstraints {
  return { ...device(deviceId), ...processing, channelCount: { ideal: 1 } };
}

export function cameraConstraints(deviceId: string | null, format: CameraFormat): MediaTrackConstraints {
  return {
    ...device(deviceId),
    width: { ideal: format.width },
    height: { ideal: format.height },
    // A maximum as well: some cameras offer 60, which doubles the cost of every encoder.
    frameRate: { ideal: format.frameRate, max: format.frameRate },
  };
}

/** Opens a microphone or a camera. If the chosen one is gone, the browser's choice is taken instead. */
export async function openDevice(kind: TrackKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
  try {
    return await prompts.open(kind, constraints);
  } catch (error) {
    const reason = classifyMediaError(error);
    const isGone = reason.code === 'constraintsUnsatisfied' || reason.code === 'deviceNotFound';
    if (!isGone || constraints.deviceId === undefined) throw reason;
  }
  const { deviceId: _, ...anyDevice } = constraints;
  try {
    return await prompts.open(kind, anyDevice);
  } catch (error) {
    throw classifyMediaError(error);
  }
}

export interface ScreenTracks {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack | null;
}

export async function openScreen({ audio = true, contentHint = 'detail' }: ScreenShareOptions): Promise<ScreenTracks> {
  const devices = requireMediaDevices();
  if (!('getDisplayMedia' in devices)) {
    throw new PlenumError('unsupported', 'This browser cannot share a screen.');
  }
  try {
    const stream = await devices.getDisplayMedia({
      video: { frameRate: { ideal: contentHint === 'detail' ? 15 : 30, max: 30 } },
      // Processing made for speech ruins music.
      audio: audio && { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const [video] = stream.getVideoTracks();
    if (!video) throw new PlenumError('mediaFailed', 'The share has no picture.');
    hint(video, contentHint);
    return { video, audio: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    throw classifyMediaError(error);
  }
}

/** Tells encoders what matters in a track. Not in every browser. */
export function hint(track: MediaStreamTrack, contentHint: string): void {
  if ('contentHint' in track) track.contentHint = contentHint;
}

function device(deviceId: string | null): Pick<MediaTrackConstraints, 'deviceId'> {
  return deviceId === null ? {} : { deviceId: { exact: deviceId } };
}
