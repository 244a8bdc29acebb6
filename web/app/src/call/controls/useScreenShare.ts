import { PlenumError } from '@plenum/client';
import { useSelected } from '../../hooks/useObservable';
import { useCall, useSelf } from '../CallContext';

export interface ScreenShare {
  /** Phones cannot. */
  readonly available: boolean;
  readonly on: boolean;
  readonly toggle: () => void;
}

export function useScreenShare(): ScreenShare {
  const { call, board } = useCall();
  const self = useSelf();
  const status = useSelected(call.media, (state) => state.screen.status);
  const on = status === 'on' || status === 'starting';
  const start = async () => {
    try {
      await call.media.startScreenShare();
    } catch (error) {
      // Closing the browser's chooser is an answer, not a failure.
      if (error instanceof PlenumError && error.code === 'permissionDenied') return;
      board.post({ topic: 'screen', tone: 'warning', text: (t) => t.notices.screenFailed });
    }
  };
  return {
    available: canShare() && (self?.grants.includes('publishScreen') ?? false),
    on,
    toggle: () => (on ? call.media.stopScreenShare() : void start()),
  };
}

function canShare(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}
