// @vitest-environment happy-dom
import { PlenumError } from '@plenum/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeCall, participant, publication, selfId } from '../dev/FakeCall';
import { FakeMedia } from '../dev/FakeMedia';
import { CallUi } from '../src/call/CallUi';
import { NoticeBoard } from '../src/call/notices/NoticeBoard';
import { report, watchCall } from '../src/call/notices/watchCall';
import { deviceActions } from '../src/devices/useDevices';
import { en } from '../src/i18n/en';
import { PreferenceStore } from '../src/preferences/PreferenceStore';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(presence = true) {
  const media = new FakeMedia({ streamFor: () => new MediaStream() });
  const call = new FakeCall(media, 'tide', 'Me');
  const board = new NoticeBoard();
  const ui = new CallUi();
  const devices = deviceActions(media, new PreferenceStore(null));
  const end = watchCall(call, { board, ui, devices, presence: () => presence });
  const texts = () => board.getSnapshot().map((notice) => notice.text(en));
  return { call, media, board, ui, end, texts };
}

const ada = participant('ada', 'Ada');

describe('the notice board', () => {
  it('takes a notice off after a while, one with a question later', () => {
    const board = new NoticeBoard();
    board.post({ text: () => 'plain' });
    board.post({ text: () => 'question', action: { label: () => 'yes', run: () => undefined } });
    vi.advanceTimersByTime(6_000);
    expect(board.getSnapshot().map((notice) => notice.text(en))).toEqual(['question']);
    vi.advanceTimersByTime(10_000);
    expect(board.getSnapshot()).toEqual([]);
  });

  it('replaces a notice of the same topic and keeps at most four', () => {
    const board = new NoticeBoard();
    for (let i = 0; i < 7; i++) board.post({ text: () => `n${i}` });
    expect(board.getSnapshot()).toHaveLength(4);
    board.post({ topic: 'link', text: () => 'a' });
    board.post({ topic: 'link', text: () => 'b' });
    expect(board.getSnapshot().filter((notice) => notice.topic === 'link')).toHaveLength(1);
  });

  it('leaves no timer behind', () => {
    const board = new NoticeBoard();
    board.post({ text: () => 'x' });
    board.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a call tells', () => {
  it('who joins and who leaves, and why', () => {
    const { call, texts } = setUp();
    call.add(ada);
    call.emit('participantLeft', { participant: ada, reason: 'timedOut' });
    expect(texts()).toEqual([en.notices.joined('Ada'), en.notices.timedOut('Ada')]);
  });

  it('nothing of that to who does not want it', () => {
    const { call, texts } = setUp(false);
    call.add(ada);
    expect(texts()).toEqual([]);
  });

  it('that a host muted, and by one click unmutes when asked to', async () => {
    const { call, media, board, texts } = setUp();
    await media.setMicrophoneEnabled(true);
    await media.setMicrophoneEnabled(false);
    call.emit('mutedByHost', { source: 'microphone', by: ada });
    call.emit('unmuteRequested', { source: 'microphone', by: ada });
    expect(texts()).toEqual([en.notices.mutedByNamed('Ada'), en.notices.askedToUnmute('Ada')]);
    expect(media.getSnapshot().microphone.status).toBe('muted');
    board.getSnapshot()[1]?.action?.run();
    expect(media.getSnapshot().microphone.status).toBe('on');
  });

  it('a message while the chat is closed, and takes it off when it is opened', () => {
    const { call, ui, texts } = setUp();
    call.say('ada', 'Ada', 'hello', '2026-01-01T10:00:00Z');
    expect(texts()).toEqual([en.chat.from('Ada', 'hello')]);
    ui.togglePanel('chat');
    expect(texts()).toEqual([]);
    call.say('ada', 'Ada', 'again', '2026-01-01T10:00:01Z');
    expect(texts()).toEqual([]);
  });

  it('nothing of what oneself does', async () => {
    const { call, texts } = setUp();
    await call.sendChat('hello');
    const self = participant(selfId, 'Me', { isLocal: true });
    call.emit('handRaised', { participant: self });
    call.emit('published', { publication: publication(selfId, 'screen', new MediaStream()) });
    expect(texts()).toEqual([]);
  });

  it('that a screen is shared, and shows it even to who chose the grid', () => {
    const { call, ui, texts } = setUp(false);
    call.add(ada);
    ui.toggleView(true, true);
    call.emit('published', { publication: publication('ada', 'screen', new MediaStream()) });
    expect(texts()).toEqual([en.notices.screenStarted('Ada')]);
    expect(ui.getSnapshot().view).toBe('auto');
  });

  it('who knocks, and lets them in by one click', () => {
    const { call, board, texts } = setUp();
    const person = { id: 'w1', identity: 'w1', name: 'Ines', since: '2026-01-01T10:00:00Z' };
    call.set({ waiting: [person] });
    call.emit('waitingArrived', { person });
    expect(texts()).toEqual([en.notices.waiting('Ines')]);
    board.getSnapshot()[0]?.action?.run();
    expect(call.state.waiting).toEqual([]);
  });

  it('that the connection is back, the door closed, the role changed', async () => {
    const { call, texts } = setUp();
    call.set({ status: 'reconnecting' });
    call.set({ status: 'connected' });
    await call.host.lock(true);
    call.change(selfId, { role: 'member' });
    expect(texts()).toEqual([en.call.reconnected, en.notices.roomLocked, en.notices.noLongerHost]);
  });

  it('nothing after its end', () => {
    const { call, end, texts } = setUp();
    end();
    call.add(ada);
    call.set({ status: 'reconnecting' });
    call.set({ status: 'connected' });
    expect(texts()).toEqual([]);
  });
});

it.each([
  ['forbidden', en.notices.forbidden],
  ['rateLimited', en.notices.rateLimited],
  ['internal', en.notices.actionFailed],
] as const)('a request that fails with %s says so', async (code, text) => {
  const board = new NoticeBoard();
  await report(board, Promise.reject(new PlenumError(code, 'test')));
  expect(board.getSnapshot().map((notice) => notice.text(en))).toEqual([text]);
});
