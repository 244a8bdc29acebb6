import { useEffect } from 'react';
import { useCall, useCallState, useUi } from '../CallContext';
import { countUnread, newestId } from './unread';

/** Messages since the chat was last open. */
export function useUnread(): number {
  const { ui } = useCall();
  const chat = useCallState((state) => state.chat);
  const self = useCallState((state) => state.self);
  const { panel, lastSeen } = useUi();
  const open = panel === 'chat';
  useEffect(() => {
    if (open) ui.sawMessage(newestId(chat));
  }, [open, chat, ui]);
  return open ? 0 : countUnread(chat, self, lastSeen);
}
