import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { classifyMediaError, openDevice } from '../../src/media/capture';
import { CaptureSlot, type CaptureSlotOptions } from '../../src/media/capture-slot';

class FakeStream {
  private tracks: FakeTrack[] = [];

  constructor(tracks: FakeTrack[] = []) {
    this.tracks = tracks;
  }

  getTracks(): FakeTrack[] {
    return this.tracks;
  }

  addTrack(track: FakeTrack): void {
    this.tracks.push(track);
  }

  removeTrack(track: FakeTrack): void {
    this.tracks = this.tracks.filter((one) => one !== track);
  }
}

class FakeTrack {
  enabled = true;
  readyState = 'live';
  onended: (() => void) | null = null;

  constructor(
    readonly kind: string,
    readonly deviceId = 'default',
  ) {}

  getSettings() {
    return this.kind === 'video' ? { deviceId: this.deviceId, width: 640, height: 480 } : { deviceId: this.deviceId };
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** It ends by itself, as when it is pulled out. */
  end(): void {
    this.readyState = 'ended';
    this.onended?.();
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => vi.stubGlobal('MediaStream', FakeStream));
afterEach(() => vi.unstubAllGlobals());

function setup(change: Partial<CaptureSlotOptions> = {}) {
  const opened: FakeTrack[] = [];
  const asked: (string | null)[] = [];
  const stopped: unknown[] = [];
  const statuses: string[] = [];
  const failures: Error[] = [];
  const slot: CaptureSlot = new CaptureSlot({
    ...{ source: 'camera', closesWhenMuted: true, deviceId: null },
    open: async (deviceId) => {
      asked.push(deviceId);
      const failure = failures.shift();
      if (failure) throw failure;
      const track = new FakeTrack('video', deviceId ?? 'default');
      opened.push(track);
      return track as unknown as MediaStreamTrack;
    },
    changed: () => statuses.push(slot.state.status),
    stopped: (error) => stopped.push(error),
    ...change,
  });
  return { slot, opened, asked, stopped, statuses, failures };
}

describe('a camera', () => {
  it('is closed when it is off, and its publication stays', async () => {
    const { slot, opened, statuses } = setup();
    await slot.setEnabled(true);
    const { track } = slot.state;
    expect(slot.state).toMatchObject({ status: 'on', width: 640, height: 480 });
    await slot.setEnabled(false);
    expect(opened[0]?.readyState).toBe('ended');
    expect(slot.state).toMatchObject({ status: 'muted', track });
    expect(track?.stream.getTracks()).toEqual([]);
    await slot.setEnabled(true);
    expect(slot.state.track).toBe(track);
    expect(track?.stream.getTracks()).toEqual([opened[1]]);
    expect(statuses).toEqual(['starting', 'on', 'muted', 'starting', 'on']);
  });

  it('is off at once, not a turn of the loop later', async () => {
    const { slot } = setup();
    await slot.setEnabled(true);
    void slot.setEnabled(false);
    expect(slot.state.status).toBe('muted');
  });

  it('switched off while it is opened again stays off', async () => {
    const { slot, opened } = setup();
    await slot.setEnabled(true);
    const selecting = slot.select('other');
    await Promise.resolve();
    void slot.setEnabled(false);
    await selecting;
    expect(slot.state.status).toBe('muted');
    expect(opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });

  it('toggled faster than the browser opens it ends as wished last', async () => {
    const { slot, opened } = setup();
    await Promise.all([slot.setEnabled(true), slot.setEnabled(false), slot.setEnabled(true), slot.setEnabled(false)]);
    expect(slot.state.status).toBe('off');
    expect(opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });

  it('that is refused says why, and is asked for again', async () => {
    const { slot, failures } = setup();
    failures.push(new DOMException('no', 'NotAllowedError'));
    await expect(slot.setEnabled(true)).rejects.toMatchObject({ code: 'permissionDenied' });
    expect(slot.state).toMatchObject({ status: 'failed', track: null, error: { code: 'permissionDenied' } });
    await slot.setEnabled(true);
    expect(slot.state).toMatchObject({ status: 'on', error: null });
  });

  it('that is chosen anew is opened in the place of the old one', async () => {
    const { slot, opened, asked } = setup();
    await slot.setEnabled(true);
    await slot.select('other');
    expect(asked).toEqual([null, 'other']);
    expect(opened.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
    expect(slot.state).toMatchObject({ status: 'on', deviceId: 'other' });
  });

  it('that is chosen while off is taken at the next start', async () => {
    const { slot, asked } = setup();
    await slot.select('other');
    expect(asked).toEqual([]);
    await slot.setEnabled(true);
    expect(asked).toEqual(['other']);
  });

  it('that is pulled out is replaced by another', async () => {
    const { slot, opened } = setup();
    await slot.setEnabled(true);
    opened[0]?.end();
    await settle();
    expect(slot.state.status).toBe('on');
    expect(slot.state.track?.stream.getTracks()).toEqual([opened[1]]);
  });

  it('that is pulled out and was the only one is muted, and says so', async () => {
    const { slot, opened, failures, stopped } = setup();
    await slot.setEnabled(true);
    failures.push(new DOMException('none', 'NotFoundError'));
    opened[0]?.end();
    await settle();
    expect(slot.state).toMatchObject({ status: 'muted', error: { code: 'deviceNotFound' } });
    expect(stopped).toMatchObject([{ code: 'deviceNotFound' }]);
  });

  it('that is released while the browser asks is not opened', async () => {
    const { slot, opened } = setup();
    const starting = slot.setEnabled(true);
    await Promise.resolve();
    slot.release();
    await starting;
    expect(slot.state).toMatchObject({ status: 'off', track: null });
    expect(opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });
});

describe('a microphone', () => {
  it('stays open when it is muted', async () => {
    const { slot, opened } = setup({ source: 'microphone', closesWhenMuted: false });
    await slot.setEnabled(true);
    await slot.setEnabled(false);
    expect(opened[0]).toMatchObject({ readyState: 'live', enabled: false });
    await slot.setEnabled(true);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.enabled).toBe(true);
  });
});

describe("a track of the application's own", () => {
  it('is never stopped by us', async () => {
    const { slot, asked } = setup();
    const track = new FakeTrack('video');
    slot.adopt(track as unknown as MediaStreamTrack, true);
    await slot.setEnabled(false);
    expect(slot.state.track?.stream.getTracks()).toEqual([]);
    await slot.setEnabled(true);
    expect(slot.state.track?.stream.getTracks()).toEqual([track]);
    slot.release();
    expect(track.readyState).toBe('live');
    expect(asked).toEqual([]);
  });
});

describe('a share', () => {
  it('that is ended in the browser is off', () => {
    const { slot, stopped } = setup({ source: 'screen', open: null });
    const track = new FakeTrack('video');
    slot.adopt(track as unknown as MediaStreamTrack, false);
    track.end();
    expect(slot.state).toMatchObject({ status: 'off', track: null });
    expect(stopped).toEqual([null]);
  });
});

describe('opening devices', () => {
  const getUserMedia = vi.fn<(constraints: MediaStreamConstraints) => Promise<FakeStream>>();
  beforeEach(() => {
    getUserMedia.mockReset();
    getUserMedia.mockImplementation(async ({ audio, video }) => {
      return new FakeStream([...(audio ? [new FakeTrack('audio')] : []), ...(video ? [new FakeTrack('video')] : [])]);
    });
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  });

  it('asks once for a microphone and a camera', async () => {
    const [audio, video] = await Promise.all([openDevice('audio', {}), openDevice('video', {})]);
    expect(getUserMedia.mock.calls).toEqual([[{ audio: {}, video: {} }]]);
    expect([audio.kind, video.kind]).toEqual(['audio', 'video']);
  });

  it('takes the answer no for both', async () => {
    getUserMedia.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    const both = await Promise.allSettled([openDevice('audio', {}), openDevice('video', {})]);
    expect(both).toMatchObject([{ reason: { code: 'permissionDenied' } }, { reason: { code: 'permissionDenied' } }]);
    expect(getUserMedia).toHaveBeenCalledTimes(1);
  });

  it('gives one of the two where the other is missing', async () => {
    const give = getUserMedia.getMockImplementation();
    getUserMedia.mockImplementation(async (constraints) => {
      if (constraints.video) throw new DOMException('none', 'NotFoundError');
      return give?.(constraints) ?? new FakeStream();
    });
    const [audio, video] = await Promise.allSettled([openDevice('audio', {}), openDevice('video', {})]);
    expect(audio.status).toBe('fulfilled');
    expect(video).toMatchObject({ reason: { code: 'deviceNotFound' } });
  });

  it('takes another device where the chosen one is gone', async () => {
    getUserMedia.mockRejectedValueOnce(new DOMException('gone', 'OverconstrainedError'));
    await openDevice('audio', { deviceId: { exact: 'gone' }, echoCancellation: true });
    expect(getUserMedia.mock.calls[1]).toEqual([{ audio: { echoCancellation: true } }]);
  });

  it('says that the page is not secure', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('isSecureContext', false);
    await expect(openDevice('audio', {})).rejects.toMatchObject({ code: 'insecureContext' });
  });

  it.each([
    ['NotAllowedError', 'permissionDenied'],
    ['NotFoundError', 'deviceNotFound'],
    ['NotReadableError', 'deviceInUse'],
    ['OverconstrainedError', 'constraintsUnsatisfied'],
    ['TypeError', 'mediaFailed'],
  ])('classifies %s as %s', (name, code) => {
    expect(classifyMediaError(new DOMException('', name)).code).toBe(code);
  });
});
