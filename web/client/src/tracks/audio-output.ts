import { PlenumError } from '../errors';
import type { RemoteTrackImpl } from './remote-track';

interface Player {
  readonly element: HTMLAudioElement;
  readonly detach: () => void;
}

/** Plays everybody's sound through elements of its own, on the loudspeaker that was chosen. */
export class AudioOutput {
  private readonly players = new Map<RemoteTrackImpl, Player>();
  private speaker = '';

  /** Plays exactly these. */
  play(tracks: Iterable<RemoteTrackImpl>): void {
    const wanted = new Set(tracks);
    for (const [track, player] of [...this.players]) {
      if (wanted.has(track)) continue;
      player.detach();
      this.players.delete(track);
    }
    for (const track of wanted) {
      if (!this.players.has(track)) this.players.set(track, this.start(track));
    }
  }

  async setSpeaker(deviceId: string | null): Promise<void> {
    if (!('setSinkId' in HTMLMediaElement.prototype)) {
      throw new PlenumError('unsupported', 'This browser cannot choose a loudspeaker.');
    }
    const speaker = deviceId ?? '';
    try {
      await Promise.all([...this.players.values()].map(({ element }) => element.setSinkId(speaker)));
    } catch (cause) {
      throw new PlenumError('deviceNotFound', 'The loudspeaker cannot be used.', { cause });
    }
    this.speaker = speaker;
  }

  private start(track: RemoteTrackImpl): Player {
    const element = new Audio();
    const detach = track.attach(element);
    // A loudspeaker that is gone by now: the system's will do.
    if (this.speaker) element.setSinkId(this.speaker).catch(() => undefined);
    return { element, detach };
  }
}
