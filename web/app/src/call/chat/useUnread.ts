import { useEffect, useState } from 'react';
import { useCallState, useUi } from '../CallContext';
import { countUnread, newestId } from './unread';

/** Messages since the chat was last open; what was said before one came counts as read. */
export function useUnread(): number {
  const chat = useCallState((state) => state.chat);
  const self = useCallState((state) => state.self);
  const open = useUi().panel === 'chat';
  const [lastSeen, setLastSeen] = useState(() => newestId(chat));
  useEffect(() => {
    if (open) setLastSeen(newestId(chat));
  }, [open, chat]);
  return open ? 0 : countUnread(chat, self, lastSeen);
}
