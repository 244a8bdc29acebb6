import {
  type AudioProcessing,
  CAMERA_480P,
  type CameraFormat,
  type CaptureState,
  Emitter,
  type LocalMedia,
  type LocalMediaEvents,
  type LocalMediaState,
  PlenumError,
  type PlenumErrorCode,
  Store,
  type TrackSource,
} from '@plenum/client';
import { fakeLocalTrack } from './FakeTrack';

export interface FakeMediaOptions {
  /** What opening a device fails with. */
  readonly failure?: PlenumErrorCode | undefined;
  readonly streamFor: (source: TrackSource) => MediaStream;
}

type Slot = 'microphone' | 'camera' | 'screen' | 'screenAudio';

/** Devices that do what they are told. */
export class FakeMedia implements LocalMedia {
  private readonly events = new Emitter<LocalMediaEvents>();
  private readonly store: Store<LocalMediaState>;
  readonly getSnapshot: () => LocalMediaState;
  readonly subscribe: (listener: () => void) => () => void;

  constructor(private readonly options: FakeMediaOptions) {
    const off = (source: TrackSource): CaptureState => ({
      source,
      status: 'off',
      track: null,
      deviceId: null,
      error: null,
    });
    const named = options.failure === undefined;
    this.store = new Store<LocalMediaState>({
      microphone: off('microphone'),
      camera: off('camera'),
      screen: off('screen'),
      screenAudio: off('screenAudio'),
      microphones: named ? [device('m1', 'Shure MV7+'), device('m2', 'Built-in Microphone')] : [],
      cameras: named ? [device('c1', 'Studio Display Camera'), device('c2', 'FaceTime HD')] : [],
      speakers: named ? [device('s1', 'Built-in Speakers'), device('s2', 'AirPods Pro')] : [],
      audioProcessing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      cameraFormat: CAMERA_480P,
    });
    this.getSnapshot = this.store.getSnapshot;
    this.subscribe = this.store.subscribe;
  }

  on<K extends keyof LocalMediaEvents>(event: K, handler: (payload: LocalMediaEvents[K]) => void): () => void {
    return this.events.on(event, handler);
  }

  async setMicrophoneEnabled(enabled: boolean): Promise<void> {
    this.set('microphone', enabled);
  }

  async setCameraEnabled(enabled: boolean): Promise<void> {
    this.set('camera', enabled);
  }

  async startScreenShare(): Promise<void> {
    this.set('screen', true);
  }

  stopScreenShare(): void {
    this.release('screen');
  }

  async selectMicrophone(deviceId: string | null): Promise<void> {
    this.patch('microphone', { deviceId });
  }

  async selectCamera(deviceId: string | null): Promise<void> {
    this.patch('camera', { deviceId });
  }

  async setAudioProcessing(change: Partial<AudioProcessing>): Promise<void> {
    this.store.update((state) => ({ ...state, audioProcessing: { ...state.audioProcessing, ...change } }));
  }

  async setCameraFormat(cameraFormat: CameraFormat): Promise<void> {
    this.store.update((state) => ({ ...state, cameraFormat }));
  }

  useTrack(): void {}

  release(source: TrackSource): void {
    this.patch(source, { status: 'off', track: null, error: null });
  }

  microphoneLevel(): number {
    if (this.getSnapshot().microphone.status !== 'on') return 0;
    return 0.35 + 0.3 * Math.sin(performance.now() / 170) ** 2;
  }

  async refreshDevices(): Promise<void> {}

  close(): void {
    for (const source of ['microphone', 'camera', 'screen', 'screenAudio'] as const) this.release(source);
  }

  private set(source: Slot, enabled: boolean): void {
    const { failure, streamFor } = this.options;
    if (failure !== undefined && enabled && source !== 'screen') {
      const error = new PlenumError(failure, 'As the scene wants it.');
      this.patch(source, { status: 'failed', error });
      throw error;
    }
    const track = this.getSnapshot()[source].track ?? fakeLocalTrack(source, streamFor(source));
    this.patch(source, { status: enabled ? 'on' : 'muted', track });
  }

  private patch(source: Slot, change: Partial<CaptureState>): void {
    this.store.update((state) => ({ ...state, [source]: { ...state[source], ...change } }));
  }
}

function device(deviceId: string, label: string) {
  return { deviceId, label };
}
