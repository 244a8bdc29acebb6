import { PlenumError } from '../errors';
import { AudioPlayer } from './audio-player';
import type { Playback } from './playback';

/** What is played of a publication, and what may be played of it next. */
export interface Sound {
  readonly media: MediaStreamTrack | null;
  readonly awaited: MediaStreamTrack | null;
}

/** Plays everybody's sound through elements of its own, on the loudspeaker that was chosen. */
export class AudioOutput {
  private readonly players = new Map<string, AudioPlayer>();
  private speaker = '';

  constructor(private readonly playback: Playback) {}

  /** Plays exactly these publications. */
  play(sounds: ReadonlyMap<string, Sound>): void {
    for (const [publication, player] of [...this.players]) {
      if (sounds.has(publication)) continue;
      player.close();
      this.players.delete(publication);
    }
    for (const [publication, { media, awaited }] of sounds) {
      const player =
        this.players.get(publication) ?? new AudioPlayer(this.playback, (element) => this.prepare(element));
      this.players.set(publication, player);
      player.play(media, awaited);
    }
  }

  async setSpeaker(deviceId: string | null): Promise<void> {
    if (!('setSinkId' in HTMLMediaElement.prototype)) {
      throw new PlenumError('unsupported', 'This browser cannot choose a loudspeaker.');
    }
    const speaker = deviceId ?? '';
    const elements = [...this.players.values()].flatMap((player) => player.elements);
    try {
      await Promise.all(elements.map((element) => element.setSinkId(speaker)));
    } catch (cause) {
      throw new PlenumError('deviceNotFound', 'The loudspeaker cannot be used.', { cause });
    }
    this.speaker = speaker;
  }

  private prepare(element: HTMLAudioElement): void {
    // A loudspeaker that is gone by now: the system's will do.
    if (this.speaker) element.setSinkId(this.speaker).catch(() => undefined);
  }
}
