import { Emitter } from '../emitter';
import type { PlenumError } from '../errors';
import { Store } from '../observable';
import type { TrackSource } from '../wire.generated';
import { cameraConstraints, hint, microphoneConstraints, openDevice, openScreen } from './capture';
import { CaptureSlot } from './capture-slot';
import { compareDevices, type DeviceLists, listDevices, NO_DEVICES } from './devices';
import { LevelMeter, meterScale } from './level-meter';
import {
  type AudioProcessing,
  CAMERA_480P,
  type CameraFormat,
  type LocalMedia,
  type LocalMediaEvents,
  type LocalMediaOptions,
  type LocalMediaState,
  type ScreenShareOptions,
} from './types';

const ALL_PROCESSING: AudioProcessing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** One's own devices; nothing is opened before it is asked for. */
export function createLocalMedia(options: LocalMediaOptions = {}): LocalMedia {
  return new LocalMediaImpl(options);
}

class LocalMediaImpl extends Emitter<LocalMediaEvents> implements LocalMedia {
  private readonly slots: Readonly<Record<TrackSource, CaptureSlot>>;
  private readonly store: Store<LocalMediaState>;
  private readonly meter = new LevelMeter();
  private devices: DeviceLists = NO_DEVICES;
  private processing: AudioProcessing;
  private format: CameraFormat;

  constructor(options: LocalMediaOptions) {
    super();
    this.processing = { ...ALL_PROCESSING, ...options.audioProcessing };
    this.format = options.cameraFormat ?? CAMERA_480P;
    this.slots = {
      microphone: this.slot('microphone', false, options.microphoneId ?? null, (id) => this.openMicrophone(id)),
      camera: this.slot('camera', true, options.cameraId ?? null, (id) => this.openCamera(id)),
      screen: this.slot('screen', true, null, null),
      screenAudio: this.slot('screenAudio', false, null, null),
    };
    this.store = new Store(this.snapshot());
    navigator.mediaDevices?.addEventListener?.('devicechange', this.onDeviceChange);
    this.onDeviceChange();
  }

  readonly getSnapshot = (): LocalMediaState => this.store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  setMicrophoneEnabled(enabled: boolean): Promise<void> {
    return this.slots.microphone.setEnabled(enabled);
  }

  setCameraEnabled(enabled: boolean): Promise<void> {
    return this.slots.camera.setEnabled(enabled);
  }

  async startScreenShare(options: ScreenShareOptions = {}): Promise<void> {
    const { video, audio } = await openScreen(options);
    this.stopScreenShare();
    this.slots.screen.adopt(video, false);
    if (audio) this.slots.screenAudio.adopt(audio, false);
  }

  stopScreenShare(): void {
    this.slots.screen.release();
    this.slots.screenAudio.release();
  }

  selectMicrophone(deviceId: string | null): Promise<void> {
    return this.slots.microphone.select(deviceId);
  }

  selectCamera(deviceId: string | null): Promise<void> {
    return this.slots.camera.select(deviceId);
  }

  setAudioProcessing(change: Partial<AudioProcessing>): Promise<void> {
    this.processing = { ...this.processing, ...change };
    this.refresh();
    // applyConstraints() does not change processing in every browser; a reopened device has it for sure.
    return this.slots.microphone.reopenIfOn();
  }

  setCameraFormat(format: CameraFormat): Promise<void> {
    this.format = format;
    this.refresh();
    return this.slots.camera.reopenIfOn();
  }

  useTrack(source: TrackSource, track: MediaStreamTrack): void {
    this.slots[source].adopt(track, true);
  }

  release(source: TrackSource): void {
    this.slots[source].release();
  }

  microphoneLevel(): number {
    const { status, track } = this.slots.microphone.state;
    const media = status === 'on' ? (track?.stream.getAudioTracks()[0] ?? null) : null;
    return meterScale(this.meter.read(media));
  }

  async refreshDevices(): Promise<void> {
    const before = this.devices;
    this.devices = await listDevices();
    const { added, removed } = compareDevices(before, this.devices);
    if (added.length + removed.length === 0 && before !== NO_DEVICES) return;
    this.refresh();
    if (before !== NO_DEVICES) this.emit('devicesChanged', { added, removed });
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.onDeviceChange);
    for (const slot of Object.values(this.slots)) slot.release();
    this.meter.close();
  }

  private async openMicrophone(deviceId: string | null): Promise<MediaStreamTrack> {
    const track = await openDevice('audio', microphoneConstraints(deviceId, this.processing));
    hint(track, 'speech');
    // With the first permission browsers show ids and labels, without a devicechange event.
    this.onDeviceChange();
    return track;
  }

  private async openCamera(deviceId: string | null): Promise<MediaStreamTrack> {
    const track = await openDevice('video', cameraConstraints(deviceId, this.format));
    this.onDeviceChange();
    return track;
  }

  private readonly onDeviceChange = (): void => {
    // Without a list there is nothing to choose from, and nothing else is lost.
    this.refreshDevices().catch(() => undefined);
  };

  private slot(
    source: TrackSource,
    closesWhenMuted: boolean,
    deviceId: string | null,
    open: ((deviceId: string | null) => Promise<MediaStreamTrack>) | null,
  ): CaptureSlot {
    const changed = () => this.refresh();
    const stopped = (error: PlenumError | null) => this.emit('stopped', { source, error });
    return new CaptureSlot({ source, open, closesWhenMuted, deviceId, changed, stopped });
  }

  private refresh(): void {
    this.store.set(this.snapshot());
  }

  private snapshot(): LocalMediaState {
    const { microphone, camera, screen, screenAudio } = this.slots;
    return {
      microphone: microphone.state,
      camera: camera.state,
      screen: screen.state,
      screenAudio: screenAudio.state,
      ...this.devices,
      audioProcessing: this.processing,
      cameraFormat: this.format,
    };
  }
}
