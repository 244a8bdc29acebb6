import { describe, expect, it, vi } from 'vitest';
import { nextStep, Publisher } from '../../src/call/publisher';
import { PlenumError } from '../../src/errors';
import type { CaptureState, LocalMedia } from '../../src/media/types';
import type { LocalTrack } from '../../src/tracks/types';
import type { PublicationInfo, RoomEvent, TrackSource } from '../../src/wire.generated';

const camera = { cid: 'camera', source: 'camera', muted: false, width: 640, height: 480 } as const;
const published: PublicationInfo = {
  id: 'p1.camera',
  kind: 'video',
  source: 'camera',
  muted: false,
  width: 640,
  height: 480,
};

describe('the next step', () => {
  it('is none when the server knows all', () => {
    expect(nextStep('p1', [camera], [published])).toBeNull();
  });

  it('announces what is new', () => {
    const step = nextStep('p1', [camera], []);
    expect(step?.request).toEqual({ type: 'publish', publication: camera });
    expect(step?.event).toEqual({ type: 'published', participant: 'p1', publication: published });
  });

  it('takes back what is gone, first', () => {
    const step = nextStep('p1', [{ ...camera, cid: 'camera-2' }], [published]);
    expect(step?.request).toEqual({ type: 'unpublish', cid: 'camera' });
  });

  it.each([{ muted: true }, { width: 1280, height: 720 }])('tells of %j', (change) => {
    const step = nextStep('p1', [{ ...camera, ...change }], [published]);
    expect(step?.request).toMatchObject({ type: 'updatePublication', cid: 'camera', ...change });
  });

  it('leaves a size alone that it does not know', () => {
    expect(nextStep('p1', [{ cid: 'camera', source: 'camera', muted: false }], [published])).toBeNull();
  });
});

/** Devices whose state the test sets. */
function setup() {
  const off = (source: TrackSource): CaptureState => ({
    source,
    status: 'off',
    track: null,
    deviceId: null,
    error: null,
  });
  const state = {
    ...{ microphone: off('microphone'), camera: off('camera'), screen: off('screen'), screenAudio: off('screenAudio') },
  };
  const track = { stream: { getTracks: () => [{ id: 't' }] } } as unknown as LocalTrack;
  const events: RoomEvent[] = [];
  const refused: string[] = [];
  const requests: { type: string }[] = [];
  let outcome: () => Promise<unknown> = () => Promise.resolve();
  const publisher = new Publisher({
    media: { getSnapshot: () => state } as unknown as LocalMedia,
    request: (body) => {
      requests.push(body);
      return outcome();
    },
    applied: (event) => events.push(event),
    refused: (source, error) => refused.push(`${source} ${error.code}`),
  });
  return {
    ...{ publisher, events, refused, requests },
    set: (source: TrackSource, status: CaptureState['status']) => {
      state[source] = { ...off(source), status, track: status === 'off' ? null : track };
    },
    answer: (next: () => Promise<unknown>) => {
      outcome = next;
    },
  };
}

describe('a publisher', () => {
  it('gives a source that comes back a new name', () => {
    const { publisher, set } = setup();
    const cids = () => publisher.wanted().map(({ cid }) => cid);
    set('screen', 'on');
    expect(cids()).toEqual(['screen']);
    set('screen', 'off');
    expect(cids()).toEqual([]);
    set('screen', 'on');
    expect(cids()).toEqual(['screen-2']);
  });

  it('does not announce the moment in which a device is opened again', () => {
    const { publisher, set } = setup();
    const muted = () => publisher.wanted()[0]?.muted;
    set('camera', 'on');
    expect(muted()).toBe(false);
    set('camera', 'starting');
    expect(muted()).toBe(false);
    set('camera', 'muted');
    expect(muted()).toBe(true);
    set('camera', 'starting');
    expect(muted()).toBe(true);
  });

  it('asks for one thing at a time', async () => {
    const { publisher, requests, set, events } = setup();
    set('camera', 'on');
    publisher.reconcile('p1', []);
    publisher.reconcile('p1', []);
    expect(requests).toHaveLength(1);
    await vi.waitFor(() => expect(events).toHaveLength(1));
  });

  it('tells what the server refuses and does not ask again', async () => {
    const { publisher, requests, refused, set, answer } = setup();
    answer(() => Promise.reject(new PlenumError('forbidden', '')));
    set('camera', 'on');
    publisher.reconcile('p1', []);
    await vi.waitFor(() => expect(refused).toEqual(['camera forbidden']));
    publisher.reconcile('p1', []);
    expect(requests).toHaveLength(1);
    expect(publisher.wanted()).toEqual([]);
    set('camera', 'off');
    publisher.wanted();
    set('camera', 'on');
    publisher.reconcile('p1', []);
    expect(requests).toHaveLength(2);
  });

  it('takes a second announcement over a broken socket for done', async () => {
    const { publisher, refused, events, set, answer } = setup();
    answer(() => Promise.reject(new PlenumError('duplicatePublication', '')));
    set('camera', 'on');
    publisher.reconcile('p1', []);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(refused).toEqual([]);
  });
});
