import type { Call, ConnectOptions, LocalMedia, Track, TrackStats } from '../../src';
import { connect, createLocalMedia } from '../../src';
import { connectOver } from '../../src/connect';
import { Playback } from '../../src/tracks/playback';
import { RemoteTrackImpl } from '../../src/tracks/remote-track';
import { Viewports } from '../../src/tracks/viewports';
import { FakeServer } from '../support/fake-server';
import { socketsTo } from '../support/fake-socket';

export interface Devices {
  readonly microphone?: boolean;
  readonly camera?: boolean;
}

/** What the tests drive: calls in this page, over a server in this page or over a real WebSocket. */
class Lab {
  readonly server = new FakeServer();
  readonly calls: Call[] = [];
  readonly events: string[] = [];
  /** Presented frames of each element made by `show()`. */
  readonly shown: { frames: number; readonly video: HTMLVideoElement }[] = [];
  networkUp = true;

  async join(name: string, devices: Devices = {}, url?: string): Promise<number> {
    // All calls share one loudspeaker here: echo cancellation would take everybody's voice for the echo of another's.
    const media = createLocalMedia({ audioProcessing: { echoCancellation: false, noiseSuppression: false } });
    const microphone = devices.microphone ? media.setMicrophoneEnabled(true) : undefined;
    const camera = devices.camera ? media.setCameraEnabled(true) : undefined;
    await Promise.all([microphone, camera]);
    const options: ConnectOptions = { room: 'test', name, media };
    const sockets = socketsTo(this.server, () => this.networkUp);
    const call = await (url ? connect(url, options) : connectOver(sockets, 'ws://page/rtc', options));
    const index = this.calls.push(call) - 1;
    for (const event of ['participantJoined', 'participantLeft', 'mutedByHost', 'ended', 'statusChanged'] as const) {
      call.on(event, () => this.events.push(`${index} ${event}`));
    }
    return index;
  }

  call(index: number): Call {
    const call = this.calls[index];
    if (!call) throw new Error(`no call ${index}`);
    return call;
  }

  media(index: number): LocalMedia {
    return this.call(index).media;
  }

  tracks(index: number, direction: 'send' | 'receive'): TrackStats[] {
    const { links } = this.call(index).stats.getSnapshot();
    return links.flatMap(({ tracks }) => tracks.filter((track) => track.direction === direction));
  }

  /** Whether so many tracks arrive from others and all of them bring something. */
  receives(index: number, count: number): boolean {
    const tracks = this.tracks(index, 'receive');
    const flows = ({ kind, frames = 0, audioEnergy = 0 }: TrackStats) =>
      kind === 'video' ? frames > 5 : audioEnergy > 0;
    return tracks.length === count && tracks.every(flows);
  }

  /** Shows the others' pictures; what is presented is what somebody would see. */
  show(index: number): void {
    const others = this.call(index).state.participants.filter(({ isLocal }) => !isLocal);
    for (const { track, kind } of others.flatMap(({ publications }) => publications)) {
      if (kind === 'video') this.showTrack(track);
    }
  }

  private showTrack(track: Track): void {
    const shown = { frames: 0, video: document.createElement('video') };
    const count = () => {
      shown.frames++;
      shown.video.requestVideoFrameCallback(count);
    };
    shown.video.requestVideoFrameCallback(count);
    document.body.append(shown.video);
    track.attach(shown.video);
    this.shown.push(shown);
  }

  private readonly swappable = new RemoteTrackImpl({
    ...{ publication: 'p.camera', participant: 'p', kind: 'video', source: 'camera' },
    playback: new Playback(),
    viewports: new Viewports(() => undefined),
    changed: () => undefined,
  });

  /** A remote track of its own, whose media the test changes as a link would. */
  showSwappable(color: string): void {
    this.swap(color);
    this.showTrack(this.swappable);
  }

  swap(color: string): void {
    this.swappable.set(this.canvasTrack(color));
  }

  /** A moving picture of one colour, to be told from others by looking. */
  canvasTrack(color: string): MediaStreamTrack {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    let step = 0;
    setInterval(() => {
      if (!context) return;
      context.fillStyle = color;
      context.fillRect(0, 0, 320, 240);
      context.fillStyle = 'black';
      context.fillRect(step++ % 320, 0, 10, 10);
    }, 40);
    const [track] = canvas.captureStream(25).getVideoTracks();
    if (!track) throw new Error('no canvas track');
    return track;
  }

  /** The colour in the middle of a shown picture: the strongest of r, g, b. */
  colorOf(index: number): string {
    const context = Object.assign(document.createElement('canvas'), { width: 8, height: 8 }).getContext('2d');
    const video = this.shown[index]?.video;
    if (!context || !video) return 'none';
    context.drawImage(video, 0, 0, 8, 8);
    const [r = 0, g = 0, b = 0] = context.getImageData(4, 4, 1, 1).data;
    return r > g && r > b ? 'red' : b > g ? 'blue' : g > r ? 'green' : 'gray';
  }

  /** Descriptions that went through the server so far: what a negotiation costs. */
  get descriptions(): number {
    return this.server.requests.filter((one) => one.type === 'signal' && one.data.description).length;
  }
}

declare global {
  interface Window {
    lab: Lab;
  }
}

window.lab = new Lab();
