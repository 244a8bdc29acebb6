import { roomPath } from '../../route';
import { useCall, useCallState } from '../CallContext';

/** Copies the room's link, without whatever one's own address says (a name, a token). */
export function useCopyLink(): () => void {
  const { board } = useCall();
  const room = useCallState((state) => state.room?.name ?? '');
  return () => {
    navigator.clipboard?.writeText(location.origin + roomPath(room)).then(
      () => board.post({ topic: 'link', text: (t) => t.call.linkCopied }),
      () => board.post({ topic: 'link', tone: 'warning', text: (t) => t.call.linkCopyFailed }),
    ) ?? board.post({ topic: 'link', tone: 'warning', text: (t) => t.call.linkCopyFailed });
  };
}
