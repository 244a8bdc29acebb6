import { useEffect } from 'react';
import { useCall } from '../CallContext';

/** The space bar opens a muted microphone for as long as it is held; what is remembered as one's choice stays. */
export function usePushToTalk(takesSpace: (target: EventTarget | null) => boolean): void {
  const { media } = useCall().call;
  useEffect(() => {
    let talking = false;
    const set = (enabled: boolean) => {
      talking = enabled;
      // The state tells of a failure.
      media.setMicrophoneEnabled(enabled).catch(() => undefined);
    };
    const down = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey || takesSpace(event.target)) return;
      event.preventDefault();
      if (!event.repeat && media.getSnapshot().microphone.status === 'muted') set(true);
    };
    const up = (event: KeyboardEvent) => {
      if (talking && event.key === ' ') set(false);
    };
    // Who leaves the window while holding the key must not stay heard.
    const blur = () => {
      if (talking) set(false);
    };
    addEventListener('keydown', down);
    addEventListener('keyup', up);
    addEventListener('blur', blur);
    return () => {
      blur();
      removeEventListener('keydown', down);
      removeEventListener('keyup', up);
      removeEventListener('blur', blur);
    };
  }, [media, takesSpace]);
}
