import type { RoomState } from '../room/state';
import { AudioOutput } from '../tracks/audio-output';
import { Playback } from '../tracks/playback';
import { RemoteTrackImpl } from '../tracks/remote-track';
import { Viewports } from '../tracks/viewports';

type Media = ReadonlyMap<string, MediaStreamTrack>;

const NOTHING: Media = new Map();

/** One track object for each publication of the others, whatever link brings its media. */
export class RemoteTracks {
  readonly playback = new Playback();
  readonly output = new AudioOutput(this.playback);
  readonly viewports: Viewports;
  private readonly tracks = new Map<string, RemoteTrackImpl>();

  /** `shown`: elements that show tracks came, went or changed their size. */
  constructor(
    private readonly playAudio: boolean,
    private readonly changed: () => void,
    shown: () => void,
  ) {
    this.viewports = new Viewports(shown);
  }

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
        const { playback, viewports, changed } = this;
        const track = new RemoteTrackImpl({ publication, participant, kind, source, playback, viewports, changed });
        this.tracks.set(publication, track);
        if (kind === 'video') viewports.expect(publication);
      }
    }
    for (const [publication, track] of [...this.tracks]) {
      if (wanted.has(publication)) continue;
      this.tracks.delete(publication);
      this.viewports.forget(publication);
      track.set(null);
    }
  }

  /** Gives each track the media that is shown of it, and plays the sounds. `awaited`: what may be shown of it next. */
  connect(media: Media, awaited: Media): void {
    for (const [publication, track] of this.tracks) track.set(media.get(publication) ?? null);
    if (!this.playAudio) return;
    const sounds = [...this.tracks].filter(([, { kind }]) => kind === 'audio');
    this.output.play(
      new Map(sounds.map(([id]) => [id, { media: media.get(id) ?? null, awaited: awaited.get(id) ?? null }] as const)),
    );
  }

  close(): void {
    this.connect(NOTHING, NOTHING);
    this.tracks.clear();
    this.output.play(new Map());
    this.viewports.close();
  }
}
