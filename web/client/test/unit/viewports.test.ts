import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Viewports } from '../../src/tracks/viewports';

let resize: (entries: unknown[]) => void;
let intersect: (entries: unknown[]) => void;
let page: { visibilityState: string; pictureInPictureElement: unknown; defaultView: { devicePixelRatio: number } };
let changes: number;
let viewports: Viewports;

beforeEach(() => {
  const observer = (keep: (callback: typeof resize) => void) =>
    class {
      constructor(callback: typeof resize) {
        keep(callback);
      }
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    };
  vi.stubGlobal(
    'ResizeObserver',
    observer((callback) => (resize = callback)),
  );
  vi.stubGlobal(
    'IntersectionObserver',
    observer((callback) => (intersect = callback)),
  );
  page = { visibilityState: 'visible', pictureInPictureElement: null, defaultView: { devicePixelRatio: 2 } };
  changes = 0;
  viewports = new Viewports(() => changes++);
});
afterEach(() => vi.unstubAllGlobals());

function element(): HTMLVideoElement {
  return { ownerDocument: page } as unknown as HTMLVideoElement;
}

const sized = (target: HTMLVideoElement, width: number, height: number) =>
  resize([{ target, contentRect: { width, height } }]);

describe('a tile', () => {
  it('is told in device pixels once it was measured', () => {
    const video = element();
    viewports.add('p.camera', video, false);
    expect(viewports.of('p.camera')).toBeNull();
    sized(video, 320, 180);
    expect(viewports.of('p.camera')).toEqual({ publication: 'p.camera', width: 640, height: 360, visible: true });
    expect(changes).toBe(2);
  });

  it('counts with the largest of its elements that can be seen', () => {
    const [large, small] = [element(), element()];
    viewports.add('p.camera', large, true);
    viewports.add('p.camera', small, false);
    sized(large, 640, 360);
    sized(small, 100, 50);
    expect(viewports.of('p.camera')).toMatchObject({ width: 1280, pinned: true });
    intersect([{ target: large, isIntersecting: false }]);
    expect(viewports.of('p.camera')).toEqual({ publication: 'p.camera', width: 200, height: 100, visible: true });
  });

  it.each([
    ['is scrolled away', (video: HTMLVideoElement) => intersect([{ target: video, isIntersecting: false }])],
    ['is not laid out', (video: HTMLVideoElement) => sized(video, 0, 0)],
    ['is in a hidden page', () => Object.assign(page, { visibilityState: 'hidden' })],
  ])('is hidden when it %s', (_, hide) => {
    const video = element();
    viewports.add('p.camera', video, false);
    sized(video, 320, 180);
    expect(viewports.isHidden('p.camera')).toBe(false);
    hide(video);
    expect(viewports.isHidden('p.camera')).toBe(true);
  });

  it('in a window of its own is seen though its page is hidden', () => {
    const video = element();
    viewports.add('p.camera', video, false);
    sized(video, 320, 180);
    Object.assign(page, { visibilityState: 'hidden', pictureInPictureElement: video });
    expect(viewports.isHidden('p.camera')).toBe(false);
  });
});

describe('a publication', () => {
  it('that nothing shows is hidden, and hidden again when its element goes', () => {
    expect(viewports.isHidden('p.camera')).toBe(true);
    const video = element();
    const leave = viewports.add('p.camera', video, false);
    expect(viewports.isHidden('p.camera')).toBe(false);
    leave();
    expect(viewports.isHidden('p.camera')).toBe(true);
  });

  it('that has just come is not hidden: its element is on the way', () => {
    vi.useFakeTimers();
    viewports.expect('p.camera');
    expect(viewports.of('p.camera')).toBeNull();
    vi.advanceTimersByTime(1_000);
    expect(viewports.isHidden('p.camera')).toBe(true);
    vi.useRealTimers();
  });

  it('whose element shows somebody else now is hidden; the late good-bye changes nothing', () => {
    const video = element();
    const leave = viewports.add('p.camera', video, false);
    viewports.add('q.camera', video, false);
    leave();
    sized(video, 320, 180);
    expect(viewports.isHidden('p.camera')).toBe(true);
    expect(viewports.isHidden('q.camera')).toBe(false);
  });

  it('whose stream the application took is of unknown size', () => {
    viewports.addUnknown('p.camera');
    expect(viewports.of('p.camera')).toBeNull();
    viewports.forget('p.camera');
    expect(viewports.isHidden('p.camera')).toBe(true);
  });
});
