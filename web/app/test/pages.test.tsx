// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeCall, selfId } from '../dev/FakeCall';
import { Scene } from '../dev/scenes';
import { App } from '../src/App';
import { AppContext } from '../src/app/AppContext';
import { PreferenceStore } from '../src/preferences/PreferenceStore';

/** The whole application in a scripted call. */
function open(path: string, scene = ''): PreferenceStore {
  history.replaceState(null, '', path);
  const preferences = new PreferenceStore(null);
  render(
    <AppContext value={{ sdk: new Scene(new URLSearchParams(scene)).sdk(), preferences }}>
      <App />
    </AppContext>,
  );
  return preferences;
}

const inCall = '/r/tide?name=Ada&join=now';
const tiles = () => screen.queryAllByTestId('tile');

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 700 });
});
afterEach(cleanup);

describe('the start page', () => {
  it('opens a new room by one click', () => {
    open('/');
    fireEvent.click(screen.getByRole('button', { name: 'New call' }));
    expect(location.pathname).toMatch(/^\/r\/[a-z]+-[a-z]+-[a-z0-9]+$/);
    expect(screen.getByTestId('prejoin-name')).toBeTruthy();
  });

  it('takes a link, and says what is wrong with what is none', () => {
    open('/');
    const field = screen.getByRole('textbox');
    fireEvent.change(field, { target: { value: 'no/room' } });
    fireEvent.click(screen.getByRole('button', { name: /Enter/ }));
    expect(screen.getByRole('alert').textContent).toMatch(/letters, digits/);
    fireEvent.change(field, { target: { value: 'https://x.example/r/tide' } });
    fireEvent.click(screen.getByRole('button', { name: /Enter/ }));
    expect(location.pathname).toBe('/r/tide');
  });
});

describe('the pre-join page', () => {
  it('joins under the name that was typed, and remembers it', async () => {
    const preferences = open('/r/tide');
    fireEvent.change(screen.getByTestId('prejoin-name'), { target: { value: ' Ada ' } });
    fireEvent.click(screen.getByTestId('join'));
    await waitFor(() => expect(tiles()).toHaveLength(4));
    expect(window.plenum?.state.participants[0]?.name).toBe('Ada');
    expect(preferences.getSnapshot().name).toBe('Ada');
  });

  it('joins nobody without a name', () => {
    open('/r/tide');
    fireEvent.click(screen.getByTestId('join'));
    expect(screen.getByTestId('join')).toBeTruthy();
  });

  it('helps when the devices are refused, and lets one in nevertheless', async () => {
    open('/r/tide?name=Ada', 'fail=permissionDenied');
    const note = await screen.findByTestId('media-problem');
    expect(note.dataset['problem']).toBe('denied');
    fireEvent.click(screen.getByTestId('join-view-only'));
    await waitFor(() => expect(tiles()).toHaveLength(4));
  });

  it('is left out by a link that joins now', async () => {
    open(inCall);
    await waitFor(() => expect(tiles()).toHaveLength(4));
    expect(screen.queryByTestId('prejoin-name')).toBeNull();
  });

  it('switches devices off as the link asks', async () => {
    open(`${inCall}&camera=off&mic=off`);
    await waitFor(() => expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('off'));
    expect(screen.getByTestId('toggle-camera').dataset['state']).toBe('off');
  });
});

describe('the call page', () => {
  it('has a tile for each, oneself marked, speakers marked', async () => {
    open(inCall, 'people=3');
    await waitFor(() => expect(tiles()).toHaveLength(3));
    expect(
      tiles().map((tile) => [tile.dataset['participant'], tile.dataset['self'], tile.dataset['speaking']]),
    ).toEqual([
      ['p1', 'false', 'false'],
      ['p2', 'false', 'true'],
      [selfId, 'true', 'false'],
    ]);
    expect(tiles().every((tile) => tile.querySelector('video'))).toBe(true);
    expect(screen.getAllByTestId('quality')).toHaveLength(3);
  });

  it('switches microphone, camera and hand', async () => {
    open(inCall);
    const states = (id: string) => screen.getByTestId(id).dataset['state'];
    await waitFor(() => expect(states('toggle-mic')).toBe('on'));
    for (const id of ['toggle-mic', 'toggle-camera', 'toggle-hand']) fireEvent.click(screen.getByTestId(id));
    await waitFor(() => expect(states('toggle-mic')).toBe('off'));
    expect(states('toggle-camera')).toBe('off');
    expect(states('toggle-hand')).toBe('on');
  });

  it('obeys the keyboard, but not while one types', async () => {
    open(inCall);
    await waitFor(() => expect(tiles()).toHaveLength(4));
    fireEvent.keyDown(document.body, { key: 'm' });
    await waitFor(() => expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('off'));
    fireEvent.keyDown(document.body, { key: 'c' });
    fireEvent.keyDown(await screen.findByTestId('chat-input'), { key: 'm' });
    expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('off');
  });

  it('opens a muted microphone for as long as the space bar is held', async () => {
    open(`${inCall}&mic=on`);
    await waitFor(() => expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('on'));
    fireEvent.click(screen.getByTestId('toggle-mic'));
    await waitFor(() => expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('off'));
    fireEvent.keyDown(document.body, { key: ' ' });
    await waitFor(() => expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('on'));
    fireEvent.keyUp(document.body, { key: ' ' });
    await waitFor(() => expect(screen.getByTestId('toggle-mic').dataset['state']).toBe('off'));
  });

  it('sends and shows messages, and counts those that were not seen', async () => {
    open(inCall, 'chat');
    const button = await screen.findByTestId('open-chat');
    expect(button.textContent).toBe('');
    fireEvent.click(button);
    fireEvent.change(screen.getByTestId('chat-input'), { target: { value: 'hello' } });
    fireEvent.keyDown(screen.getByTestId('chat-input'), { key: 'Enter' });
    await waitFor(() => expect(screen.getAllByTestId('chat-message').at(-1)?.textContent).toBe('hello'));
    fireEvent.click(button);
    (window.plenum as FakeCall).say('p1', 'Bob', 'hi', '2026-01-01T11:00:00Z');
    await waitFor(() => expect(button.textContent).toBe('1'));
    fireEvent.click(button);
    expect(button.textContent).toBe('');
  });

  it('lets a host lock the room and let people in', async () => {
    open(inCall, 'knock');
    fireEvent.click(await screen.findByTestId('open-participants'));
    fireEvent.click(screen.getAllByTestId('admit')[0] as HTMLElement);
    expect(screen.getAllByTestId('waiting-person')).toHaveLength(1);
    fireEvent.click(screen.getByRole('switch', { name: 'Lock the room' }));
    await waitFor(() => expect(window.plenum?.state.room?.locked).toBe(true));
  });

  it('shows nothing of that to who is no host', async () => {
    open(inCall, 'member');
    fireEvent.click(await screen.findByTestId('open-participants'));
    expect(screen.queryByRole('switch')).toBeNull();
    expect(within(screen.getByTestId('participants')).queryByTestId('participant-menu')).toBeNull();
  });

  it('shows a shared screen large', async () => {
    open(inCall, 'people=3&screen=p2');
    await waitFor(() => expect(tiles()).toHaveLength(4));
    expect(tiles()[0]?.dataset).toMatchObject({ source: 'screen', large: 'true', participant: 'p2' });
  });

  it('says that it reconnects', async () => {
    open(inCall, 'reconnecting');
    expect(await screen.findByTestId('reconnecting')).toBeTruthy();
  });

  it.each([
    ['layers', 'Pictures are smaller for now'],
    ['sidePictures', 'Only the main picture is shown for now'],
    ['pictures', 'Some pictures are left out for now'],
  ])('says what an overloaded server leaves out (%s), and no more when that is over', async (sheds, text) => {
    open(inCall, `sheds=${sheds}`);
    const banner = await screen.findByTestId('overloaded');
    expect(banner.textContent).toContain(text);
    expect(banner.getAttribute('role')).toBe('status');
    act(() => (window.plenum as FakeCall).set({ sheds: 'nothing' }));
    expect(screen.queryByTestId('overloaded')).toBeNull();
  });

  it('offers a click where the browser holds the sound back', async () => {
    open(inCall, 'blocked');
    const banner = await screen.findByTestId('playback-blocked');
    fireEvent.click(within(banner).getByRole('button'));
    await waitFor(() => expect(screen.queryByTestId('playback-blocked')).toBeNull());
  });

  it('ends with a way back', async () => {
    open(inCall);
    fireEvent.click(await screen.findByTestId('leave'));
    expect((await screen.findByTestId('outcome')).dataset['outcome']).toBe('left');
    fireEvent.click(screen.getByRole('button', { name: 'Join again' }));
    expect(screen.getByTestId('prejoin-name')).toBeTruthy();
  });
});

describe('other pages', () => {
  it('show the waiting room', async () => {
    open(inCall, 'waiting');
    expect(await screen.findByTestId('waiting')).toBeTruthy();
  });

  it.each(['roomFull', 'roomLocked', 'banned', 'unauthorized'])('say that %s', async (code) => {
    open(inCall, `refuse=${code}`);
    expect((await screen.findByTestId('outcome')).dataset['outcome']).toBe(code);
  });

  it('say that an address is no room', () => {
    open('/r/a%20b');
    expect(screen.getByTestId('outcome').dataset['outcome']).toBe('badRoom');
  });

  it('speak Chinese by hand, at once', () => {
    const preferences = open('/');
    expect(document.documentElement.lang).toBe('en');
    preferences.change({ language: 'zh-CN' });
    return waitFor(() => {
      expect(screen.getByRole('button', { name: '发起通话' })).toBeTruthy();
      expect(document.documentElement.lang).toBe('zh-CN');
    });
  });
});
