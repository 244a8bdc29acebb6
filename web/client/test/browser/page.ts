import type { Call, ConnectOptions, LocalMedia } from '../../src';
import { connect, createLocalMedia } from '../../src';
import { connectOver } from '../../src/connect';
import { FakeServer } from '../support/fake-server';
import { socketsTo } from '../support/fake-socket';

/** What the tests drive: calls in this page, over a server in this page or over a real WebSocket. */
class Lab {
  readonly server = new FakeServer();
  readonly calls: Call[] = [];
  readonly medias: LocalMedia[] = [];
  networkUp = true;

  async join(name: string, devices: { microphone?: boolean; camera?: boolean } = {}, url?: string): Promise<number> {
    const media = createLocalMedia();
    if (devices.microphone) await media.setMicrophoneEnabled(true);
    if (devices.camera) await media.setCameraEnabled(true);
    const options: ConnectOptions = { room: 'test', name, media };
    const sockets = socketsTo(this.server, () => this.networkUp);
    const call = await (url ? connect(url, options) : connectOver(sockets, 'ws://page/rtc', options));
    this.medias.push(media);
    return this.calls.push(call) - 1;
  }

  /** The received tracks of a call, as its statistics see them. */
  received(index: number) {
    const { links } = this.call(index).stats.getSnapshot();
    return links.flatMap(({ tracks }) => tracks.filter(({ direction }) => direction === 'receive'));
  }

  sent(index: number) {
    const { links } = this.call(index).stats.getSnapshot();
    return links.flatMap(({ tracks }) => tracks.filter(({ direction }) => direction === 'send'));
  }

  /** Shows all remote pictures of a call; counts presented frames, which proves that they are seen. */
  show(index: number): { frames: number }[] {
    return this.call(index).state.participants.flatMap(({ isLocal, publications }) =>
      publications
        .filter(({ kind }) => !isLocal && kind === 'video')
        .map(({ track }) => {
          const video = document.createElement('video');
          document.body.append(video);
          track.attach(video);
          const counter = { frames: 0 };
          const count = () => {
            counter.frames++;
            video.requestVideoFrameCallback(count);
          };
          video.requestVideoFrameCallback(count);
          this.shown.push(counter);
          return counter;
        }),
    );
  }

  readonly shown: { frames: number }[] = [];

  call(index: number): Call {
    const call = this.calls[index];
    if (!call) throw new Error(`no call ${index}`);
    return call;
  }

  media(index: number): LocalMedia {
    const media = this.medias[index];
    if (!media) throw new Error(`no media ${index}`);
    return media;
  }
}

declare global {
  interface Window {
    lab: Lab;
  }
}

window.lab = new Lab();
