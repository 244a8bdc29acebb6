// @vitest-environment happy-dom
import { type CaptureState, type LocalMediaState, PlenumError, type PlenumErrorCode } from '@plenum/client';
import { describe, expect, it } from 'vitest';
import { FakeMedia } from '../dev/FakeMedia';
import { problemTexts } from '../src/devices/MediaProblemNote';
import { en } from '../src/i18n/en';
import { mediaProblem } from '../src/session/mediaProblem';
import { outcomeOfEnd, outcomeOfError } from '../src/session/outcome';

const error = (code: PlenumErrorCode, cause?: unknown) => new PlenumError(code, 'test', { cause });

describe('why somebody is not in the call', () => {
  it.each([
    ['roomFull', 'roomFull', 'tryAgain'],
    ['roomLocked', 'roomLocked', 'tryAgain'],
    ['unauthorized', 'unauthorized', 'none'],
    ['tooManyRooms', 'unavailable', 'tryAgain'],
    ['unreachable', 'network', 'rejoin'],
    ['banned', 'banned', 'none'],
  ] as const)('code %s is told as %s and offers %s', (code, kind, next) => {
    expect(outcomeOfError(code)).toEqual({ kind, next, code: null });
  });

  it('shows the code only where the text does not say what happened', () => {
    expect(outcomeOfError('internal')).toEqual({ kind: 'unknown', next: 'tryAgain', code: 'internal' });
  });

  it.each(['left', 'removed', 'denied', 'roomEnded', 'replaced'] as const)('the end %s tells itself', (reason) => {
    expect(outcomeOfEnd({ reason, error: null }).kind).toBe(reason);
  });

  it('a failed call is told by its error', () => {
    expect(outcomeOfEnd({ reason: 'failed', error: error('roomFull') }).kind).toBe('roomFull');
    expect(outcomeOfEnd({ reason: 'failed', error: null }).kind).toBe('network');
  });
});

describe('why a device does not run', () => {
  const idle = new FakeMedia({ streamFor: () => new MediaStream() }).getSnapshot();
  const failed = (state: CaptureState, code: PlenumErrorCode, cause?: unknown): CaptureState => ({
    ...state,
    status: 'failed',
    error: error(code, cause),
  });
  const media = (camera: PlenumErrorCode | null, microphone: PlenumErrorCode | null): LocalMediaState => ({
    ...idle,
    camera: camera ? failed(idle.camera, camera) : idle.camera,
    microphone: microphone ? failed(idle.microphone, microphone) : idle.microphone,
  });

  it('is nothing while all is well', () => {
    expect(mediaProblem(idle)).toBeNull();
  });

  it('is one problem when both fail alike', () => {
    expect(mediaProblem(media('permissionDenied', 'permissionDenied'))).toEqual({ kind: 'denied', device: 'both' });
  });

  it('is the microphone first when both fail differently', () => {
    expect(mediaProblem(media('deviceInUse', 'deviceNotFound'))).toEqual({ kind: 'notFound', device: 'microphone' });
  });

  it('names the one that fails', () => {
    const problem = mediaProblem(media('deviceInUse', null));
    expect(problem).toEqual({ kind: 'inUse', device: 'camera' });
    expect(problem && problemTexts(en, problem).title).toBe(en.mediaProblem.inUse.titleCamera);
  });

  it('tells a refusal by the system from one by the person', () => {
    const cause = new DOMException('Permission denied by system', 'NotAllowedError');
    const camera = failed(idle.camera, 'permissionDenied', cause);
    expect(mediaProblem({ ...idle, camera })?.kind).toBe('deniedBySystem');
  });
});
