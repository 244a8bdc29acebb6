import type { EventSource } from '../emitter';
import type { PlenumError } from '../errors';
import type { Observable } from '../observable';
import type { LocalTrack } from '../tracks/types';
import type { TrackSource } from '../wire.generated';

/**
 * - `off`: never switched on, or released. Not published.
 * - `starting`: the device is being opened; the browser may be asking the person.
 * - `on`: sends.
 * - `muted`: published, sends nothing. A microphone's device stays open, a camera's is closed (its light is off).
 * - `failed`: see `error`; switching on tries again.
 */
export type CaptureStatus = 'off' | 'starting' | 'on' | 'muted' | 'failed';

export interface CaptureState {
  readonly source: TrackSource;
  readonly status: CaptureStatus;
  /** There while the status is `on` or `muted`; its stream is empty while a camera is muted. */
  readonly track: LocalTrack | null;
  /** The device in use or chosen for the next start; null: the browser's choice. */
  readonly deviceId: string | null;
  /** Why it failed, or why a running device stopped. */
  readonly error: PlenumError | null;
  /** Pixels that the device really delivers, for pictures. */
  readonly width?: number;
  readonly height?: number;
}

export interface MediaDevice {
  readonly deviceId: string;
  /** Empty until a permission was given. */
  readonly label: string;
}

export interface AudioProcessing {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

export interface CameraFormat {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

export interface LocalMediaOptions {
  readonly microphoneId?: string;
  readonly cameraId?: string;
  /** Default: all on. */
  readonly audioProcessing?: Partial<AudioProcessing>;
  /** Default: {@link CAMERA_480P}. */
  readonly cameraFormat?: CameraFormat;
}

export interface ScreenShareOptions {
  /** Ask for the sound as well. Default true. */
  readonly audio?: boolean;
  /** `detail` (text, slides; the default) keeps sharpness and gives up frame rate, `motion` (video) the reverse. */
  readonly contentHint?: 'detail' | 'motion';
}

export interface LocalMediaState {
  readonly microphone: CaptureState;
  readonly camera: CaptureState;
  readonly screen: CaptureState;
  readonly screenAudio: CaptureState;
  readonly microphones: readonly MediaDevice[];
  readonly cameras: readonly MediaDevice[];
  /** Empty where the browser cannot choose (see `setSpeaker` of a call). */
  readonly speakers: readonly MediaDevice[];
  readonly audioProcessing: AudioProcessing;
  readonly cameraFormat: CameraFormat;
}

export interface LocalMediaEvents {
  /** A device was plugged in or pulled out; the lists are up to date. */
  devicesChanged: { readonly added: readonly MediaDevice[]; readonly removed: readonly MediaDevice[] };
  /** A device that was on stopped by itself: pulled out, taken by the system, or the share was ended in the browser. */
  stopped: { readonly source: TrackSource; readonly error: PlenumError | null };
}

/**
 * One's own devices, with or without a call: a pre-join page makes one with `createLocalMedia()` and hands it to
 * `connect`, which publishes what is on and follows every later change. Functions that open a device reject with a
 * {@link PlenumError} whose code says why, and the state says the same.
 */
export interface LocalMedia extends Observable<LocalMediaState>, EventSource<LocalMediaEvents> {
  /** On opens the device or unmutes, off mutes (the transmitter is kept: no renegotiation). */
  setMicrophoneEnabled(enabled: boolean): Promise<void>;
  /** On opens the device, off closes it; the publication is kept (no renegotiation). */
  setCameraEnabled(enabled: boolean): Promise<void>;
  /** Must be called in a click. Rejects with `permissionDenied` when the person closes the browser's chooser. */
  startScreenShare(options?: ScreenShareOptions): Promise<void>;
  stopScreenShare(): void;
  /** Takes the device at once if the microphone is on, else at the next start; null: the browser's choice. */
  selectMicrophone(deviceId: string | null): Promise<void>;
  selectCamera(deviceId: string | null): Promise<void>;
  setAudioProcessing(change: Partial<AudioProcessing>): Promise<void>;
  setCameraFormat(format: CameraFormat): Promise<void>;
  /** Publishes a track of the application's own (a canvas, a file) in the place of a device. The caller stops it. */
  useTrack(source: TrackSource, track: MediaStreamTrack): void;
  /** Closes the device and takes the publication back. */
  release(source: TrackSource): void;
  /** The microphone's level now, 0 to 1 on a scale that suits a meter; 0 when it is not on. Cheap: ask at each frame. */
  microphoneLevel(): number;
  /** Asks for the lists again; they also follow the system by themselves. */
  refreshDevices(): Promise<void>;
  /** Closes every device. */
  close(): void;
}

/** 640x480 at 30: the default; a mesh encodes once for each other participant. */
export const CAMERA_480P: CameraFormat = { width: 640, height: 480, frameRate: 30 };
export const CAMERA_720P: CameraFormat = { width: 1280, height: 720, frameRate: 30 };
