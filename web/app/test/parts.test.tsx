// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeCall, selfId } from '../dev/FakeCall';
import { FakeMedia } from '../dev/FakeMedia';
import { Scene } from '../dev/scenes';
import { AppContext } from '../src/app/AppContext';
import { CallContext, useUi } from '../src/call/CallContext';
import { CallUi } from '../src/call/CallUi';
import { NameField } from '../src/call/dialogs/NameField';
import { NoticeBoard } from '../src/call/notices/NoticeBoard';
import { ChatPanel } from '../src/call/panels/ChatPanel';
import { ParticipantsPanel } from '../src/call/panels/ParticipantsPanel';
import { deviceActions } from '../src/devices/useDevices';
import { PreferenceStore } from '../src/preferences/PreferenceStore';

afterEach(cleanup);

function setUp(children: ReactNode) {
  const media = new FakeMedia({ streamFor: () => new MediaStream() });
  const call = new FakeCall(media, 'tide', 'Ada');
  const preferences = new PreferenceStore(null);
  const ui = new CallUi();
  const scope = { call, ui, board: new NoticeBoard(), devices: deviceActions(media, preferences), since: 0 };
  render(
    <AppContext value={{ sdk: new Scene(new URLSearchParams()).sdk(), preferences }}>
      <CallContext value={scope}>{children}</CallContext>
    </AppContext>,
  );
  return { call, ui, preferences };
}

describe('the name', () => {
  it('is changed in the call and remembered', () => {
    const { call, preferences } = setUp(<NameField />);
    fireEvent.change(screen.getByTestId('settings-name'), { target: { value: ' Ada Lovelace ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(call.state.participants[0]?.name).toBe('Ada Lovelace');
    expect(preferences.getSnapshot().name).toBe('Ada Lovelace');
  });

  it('is not changed to nothing', () => {
    setUp(<NameField />);
    fireEvent.change(screen.getByTestId('settings-name'), { target: { value: '  ' } });
    expect(screen.getByRole('button', { name: 'Change' }).hasAttribute('disabled')).toBe(true);
  });
});

function Panels() {
  const { panel } = useUi();
  return (
    <>
      <button type="button">opener</button>
      {panel === 'chat' && <ChatPanel />}
      {panel === 'participants' && <ParticipantsPanel />}
    </>
  );
}

describe('a panel', () => {
  it('takes the focus when it opens and gives it back on Escape', async () => {
    const { ui } = setUp(<Panels />);
    const opener = screen.getByText('opener');
    opener.focus();
    ui.togglePanel('chat');
    const input = await screen.findByTestId('chat-input');
    expect(document.activeElement).toBe(input);
    fireEvent.keyDown(input, { key: 'Escape' });
    await expect.poll(() => screen.queryByTestId('chat-input')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('without a field focuses its heading', async () => {
    const { ui } = setUp(<Panels />);
    ui.togglePanel('participants');
    const heading = await screen.findByRole('heading', { name: 'Participants' });
    expect(document.activeElement).toBe(heading);
  });
});

describe('a message', () => {
  it('is kept when it could not be sent', async () => {
    const { call, ui } = setUp(<Panels />);
    call.sendChat = () => Promise.reject(new Error('no'));
    ui.togglePanel('chat');
    const input = await screen.findByTestId<HTMLTextAreaElement>('chat-input');
    fireEvent.change(input, { target: { value: 'hello' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.value).toBe('');
    await expect.poll(() => input.value).toBe('hello');
  });

  it('is not sent by the Enter that ends composing a word', async () => {
    const { call, ui } = setUp(<Panels />);
    ui.togglePanel('chat');
    const input = await screen.findByTestId('chat-input');
    fireEvent.change(input, { target: { value: 'ni' } });
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    expect(call.state.chat).toEqual([]);
  });

  it('cannot be written without the right to', async () => {
    const { call, ui } = setUp(<Panels />);
    call.change(selfId, { grants: [] });
    ui.togglePanel('chat');
    await screen.findByRole('log');
    expect(screen.queryByTestId('chat-input')).toBeNull();
  });
});
