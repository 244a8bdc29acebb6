import {
  type Call,
  type ConnectOptions,
  type LocalMedia,
  type LocalMediaOptions,
  type Observable,
  PlenumError,
  Store,
} from '@plenum/client';
import type { PreferenceStore } from '../preferences/PreferenceStore';
import { cameraFormats } from './cameraFormats';
import { type Outcome, outcomeOfEnd, outcomeOfError, outcomeOfKind } from './outcome';

/** What of the SDK makes things; injected, so that a scripted call can take its place. */
export interface Sdk {
  createLocalMedia(options?: LocalMediaOptions): LocalMedia;
  connect(options: ConnectOptions): Promise<Call>;
}

export type SessionState =
  | { readonly phase: 'preparing'; readonly nameRefused: boolean }
  | { readonly phase: 'joining' }
  | { readonly phase: 'inCall'; readonly call: Call }
  | { readonly phase: 'over'; readonly outcome: Outcome };

export interface Devices {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** One visit of a room's page: from the pre-join page into the call, out of it, and in again. */
export class RoomSession implements Observable<SessionState> {
  readonly media: LocalMedia;
  private readonly store = new Store<SessionState>({ phase: 'preparing', nameRefused: false });
  private attempt: AbortController | null = null;
  readonly getSnapshot = this.store.getSnapshot;
  readonly subscribe = this.store.subscribe;

  constructor(
    private readonly sdk: Sdk,
    private readonly preferences: PreferenceStore,
    readonly room: string,
    private readonly token: string | null,
  ) {
    const { microphoneId, cameraId, audioProcessing, resolution } = preferences.getSnapshot();
    this.media = sdk.createLocalMedia({
      ...(microphoneId !== null && { microphoneId }),
      ...(cameraId !== null && { cameraId }),
      audioProcessing,
      cameraFormat: cameraFormats[resolution],
    });
  }

  /** Opens what is wished for. A device that fails says so in the media's state; the call goes on without it. */
  async openDevices({ microphone, camera }: Devices): Promise<void> {
    await Promise.allSettled([
      ...(microphone ? [this.media.setMicrophoneEnabled(true)] : []),
      ...(camera ? [this.media.setCameraEnabled(true)] : []),
    ]);
  }

  async join(name: string): Promise<void> {
    if (this.attempt) return;
    const attempt = new AbortController();
    this.attempt = attempt;
    this.store.set({ phase: 'joining' });
    try {
      const call = await this.sdk.connect({
        room: this.room,
        name,
        media: this.media,
        signal: attempt.signal,
        ...(this.token !== null && { token: this.token }),
      });
      this.enter(call);
    } catch (error) {
      this.refused(error);
    } finally {
      this.attempt = null;
    }
  }

  /** Back to the pre-join page, with the devices as they were switched last. */
  prepare(): void {
    this.store.set({ phase: 'preparing', nameRefused: false });
    const { microphoneOn, cameraOn } = this.preferences.getSnapshot();
    void this.openDevices({ microphone: microphoneOn, camera: cameraOn });
  }

  dispose(): void {
    this.attempt?.abort();
    const state = this.getSnapshot();
    if (state.phase === 'inCall') void state.call.leave();
    this.media.close();
  }

  private enter(call: Call): void {
    window.plenum = call;
    const { speakerId } = this.preferences.getSnapshot();
    // The remembered loudspeaker may be unplugged, and not every browser can choose: the system's serves then.
    if (speakerId !== null) call.setSpeaker(speakerId).catch(() => undefined);
    if (call.state.end) {
      this.finish(outcomeOfEnd(call.state.end));
      return;
    }
    call.on('ended', (end) => this.finish(outcomeOfEnd(end)));
    this.store.set({ phase: 'inCall', call });
  }

  private refused(error: unknown): void {
    const code = error instanceof PlenumError ? error.code : 'internal';
    if (code === 'nameTooLong') this.store.set({ phase: 'preparing', nameRefused: true });
    else this.finish(code === 'aborted' ? outcomeOfKind('left') : outcomeOfError(code));
  }

  /** Devices are released, so that no camera light stays on; their choice is kept for the next join. */
  private finish(outcome: Outcome): void {
    for (const source of ['microphone', 'camera', 'screen', 'screenAudio'] as const) this.media.release(source);
    this.store.set({ phase: 'over', outcome });
  }
}
