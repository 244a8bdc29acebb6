import { PlenumError } from '../errors';
import { LocalTrackImpl } from '../tracks/local-track';
import type { TrackSource } from '../wire.generated';
import { classifyMediaError } from './capture';
import type { CaptureState } from './types';

export interface CaptureSlotOptions {
  readonly source: TrackSource;
  /** Opens the device that is chosen now; null where only the application or a share brings the track. */
  readonly open: ((deviceId: string | null) => Promise<MediaStreamTrack>) | null;
  /** A camera's light goes out when it is off; a microphone stays open, so that unmuting is instant. */
  readonly closesWhenMuted: boolean;
  readonly deviceId: string | null;
  readonly changed: () => void;
  /** It stopped by itself. */
  readonly stopped: (error: PlenumError | null) => void;
}

/** One source of one's own: its device, its track and its state. Operations run one after the other. */
export class CaptureSlot {
  private current: CaptureState;
  private track: LocalTrackImpl | null = null;
  /** A track of the application's own: muted by taking it out of the stream, never stopped by us. */
  private foreign: MediaStreamTrack | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private wanted = false;

  constructor(private readonly options: CaptureSlotOptions) {
    this.current = { source: options.source, status: 'off', track: null, deviceId: options.deviceId, error: null };
  }

  get state(): CaptureState {
    return this.current;
  }

  /** Off takes effect before this returns: nobody is heard a moment longer, and nothing is announced in between. */
  setEnabled(enabled: boolean): Promise<void> {
    this.wanted = enabled;
    if (!enabled) this.disable();
    return this.run(async () => {
      // Toggled again meanwhile: only the last wish counts.
      if (enabled && this.wanted) await this.enable();
    });
  }

  select(deviceId: string | null): Promise<void> {
    return this.run(async () => {
      this.change({ deviceId });
      await this.reopen();
    });
  }

  /** Opens the device again, for constraints that cannot be changed in place. */
  reopenIfOn(): Promise<void> {
    return this.run(() => this.reopen());
  }

  /** Takes a track that was opened elsewhere. */
  adopt(media: MediaStreamTrack, foreign: boolean): void {
    this.stopDevice();
    this.foreign = foreign ? media : null;
    this.wanted = true;
    this.start(media);
  }

  release(): void {
    this.wanted = false;
    this.stopDevice();
    this.foreign = null;
    this.track = null;
    this.change({ status: 'off', track: null, error: null });
  }

  private async enable(): Promise<void> {
    const media = this.track?.media;
    if (media?.readyState === 'live') {
      media.enabled = true;
      return this.change({ status: 'on', error: null });
    }
    if (this.foreign) return this.start(this.foreign);
    await this.openDevice();
  }

  private disable(): void {
    if (this.current.status !== 'on') return;
    if (this.options.closesWhenMuted) this.stopDevice();
    else if (this.track?.media) this.track.media.enabled = false;
    this.change({ status: 'muted' });
  }

  private async reopen(): Promise<void> {
    const media = this.track?.media;
    if (!media || this.foreign) return;
    const { status } = this.current;
    // Many systems cannot open a device twice with different settings, or two at once: close before opening.
    this.stopDevice();
    if (status === 'on') await this.openDevice();
  }

  private async openDevice(): Promise<void> {
    const { open, source } = this.options;
    if (!open) throw new PlenumError('invalidState', `There is no ${source} to switch on.`);
    this.change({ status: 'starting', error: null });
    try {
      const media = await open(this.current.deviceId);
      if (this.wanted) this.start(media);
      else this.abandon(media);
    } catch (error) {
      const reason = classifyMediaError(error);
      this.change({ status: this.track ? 'muted' : 'failed', error: reason });
      throw reason;
    }
  }

  /** Switched off or released while the browser was asking. */
  private abandon(media: MediaStreamTrack): void {
    media.stop();
    this.change({ status: this.track ? 'muted' : 'off' });
  }

  private start(media: MediaStreamTrack): void {
    media.enabled = true;
    media.onended = () => this.ended(media);
    this.track ??= new LocalTrackImpl(this.options.source);
    this.track.set(media);
    const settings = media.getSettings();
    const { width, height } = settings;
    const size = width !== undefined && height !== undefined ? { width, height } : {};
    const deviceId = this.foreign ? this.current.deviceId : (settings.deviceId ?? this.current.deviceId);
    this.current = { source: this.options.source, status: 'on', track: this.track, deviceId, error: null, ...size };
    this.options.changed();
  }

  private stopDevice(): void {
    const media = this.track?.media;
    if (!media) return;
    media.onended = null;
    if (media !== this.foreign) media.stop();
    this.track?.set(null);
  }

  /** Pulled out, taken away by the system, or a share ended in the browser's own bar. */
  private ended(media: MediaStreamTrack): void {
    if (this.track?.media !== media) return;
    const isShare = this.options.open === null;
    if (isShare) {
      this.release();
      return this.options.stopped(null);
    }
    this.run(() => this.replaceLost()).catch((error: PlenumError) => this.options.stopped(error));
  }

  private async replaceLost(): Promise<void> {
    const { status } = this.current;
    this.stopDevice();
    if (status === 'on') await this.openDevice();
    else this.change({ status: this.track ? 'muted' : 'off' });
  }

  private run(operation: () => Promise<void>): Promise<void> {
    const done = this.queue.then(operation);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private change(change: Partial<CaptureState>): void {
    this.current = { ...this.current, ...change };
    this.options.changed();
  }
}
