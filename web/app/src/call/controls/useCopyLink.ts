import { roomPath } from '../../route';
import { useCall, useCallState } from '../CallContext';

/** Copies the room's link, without whatever one's own address says (a name, a token). */
export function useCopyLink(): () => void {
  const { board } = useCall();
  const room = useCallState((state) => state.room?.name ?? '');
  return async () => {
    try {
      // Absent on pages that were not opened over a secure connection.
      await navigator.clipboard.writeText(location.origin + roomPath(room));
      board.post({ topic: 'link', text: (t) => t.call.linkCopied });
    } catch {
      board.post({ topic: 'link', tone: 'warning', text: (t) => t.call.linkCopyFailed });
    }
  };
}
