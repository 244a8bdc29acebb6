import type { RoomState } from '../room/state';
import { AudioOutput } from '../tracks/audio-output';
import { Playback } from '../tracks/playback';
import { RemoteTrackImpl } from '../tracks/remote-track';

/** One track object for each publication of the others, whatever link brings its media. */
export class RemoteTracks {
  readonly playback = new Playback();
  readonly output = new AudioOutput();
  private readonly tracks = new Map<string, RemoteTrackImpl>();

  constructor(
    private readonly playAudio: boolean,
    private readonly changed: () => void,
  ) {}

  get(publication: string): RemoteTrackImpl | undefined {
    return this.tracks.get(publication);
  }

  publisherOf(publication: string): string | undefined {
    return this.tracks.get(publication)?.participant;
  }

  /** Has a track for each publication of the others, and no more. */
  update(room: RoomState): void {
    const wanted = new Set<string>();
    for (const { id: participant, publications } of room.participants) {
      if (participant === room.self) continue;
      for (const { id: publication, kind, source } of publications) {
        wanted.add(publication);
        if (this.tracks.has(publication)) continue;
        const { playback, changed } = this;
        const track = new RemoteTrackImpl({ publication, participant, kind, source, playback, changed });
        this.tracks.set(publication, track);
      }
    }
    for (const [publication, track] of [...this.tracks]) {
      if (wanted.has(publication)) continue;
      this.tracks.delete(publication);
      track.set(null);
    }
    this.play();
  }

  /** Gives each track the media that its link has for it now. */
  connect(media: ReadonlyMap<string, MediaStreamTrack>): void {
    for (const [publication, track] of this.tracks) track.set(media.get(publication) ?? null);
  }

  close(): void {
    for (const track of this.tracks.values()) track.set(null);
    this.tracks.clear();
    this.play();
  }

  private play(): void {
    if (!this.playAudio) return;
    this.output.play([...this.tracks.values()].filter((track) => track.kind === 'audio'));
  }
}
