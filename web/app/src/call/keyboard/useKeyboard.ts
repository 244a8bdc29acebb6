import { useEffect, useRef } from 'react';
import { usePreferences } from '../../hooks/usePreferences';
import { useCall } from '../CallContext';
import { toggleCamera, toggleMicrophone } from '../controls/useDeviceToggles';
import { toggleFullscreen } from '../controls/useFullscreen';
import { useHand } from '../controls/useHand';
import { useScreenShare } from '../controls/useScreenShare';
import { useView } from '../stage/useView';
import { isTyping, type ShortcutAction, shortcutOf, takesSpace } from './shortcuts';
import { usePushToTalk } from './usePushToTalk';

/** The shortcuts of the call's page. */
export function useKeyboard(): void {
  const actions = useActions();
  const [{ letterShortcuts }] = usePreferences();
  const current = useRef({ actions, letterShortcuts });
  current.current = { actions, letterShortcuts };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const action = shortcutOf(event, current.current.letterShortcuts);
      if (!action) return;
      event.preventDefault();
      current.current.actions[action]();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  usePushToTalk(takesSpace);
}

function useActions(): Record<ShortcutAction, () => void> {
  const scope = useCall();
  const { ui } = scope;
  const hand = useHand();
  const screen = useScreenShare();
  const view = useView();
  return {
    microphone: () => void toggleMicrophone(scope),
    camera: () => void toggleCamera(scope),
    screen: () => screen.available && screen.toggle(),
    hand: () => hand.allowed && hand.toggle(),
    chat: () => ui.togglePanel('chat'),
    participants: () => ui.togglePanel('participants'),
    layout: view.toggle,
    statistics: () => ui.toggleStatistics(),
    fullscreen: toggleFullscreen,
    help: () => ui.open({ kind: 'shortcuts' }),
  };
}
