import { MonitorUp, MonitorX } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { useScreenShare } from './useScreenShare';

export function ScreenButton() {
  const t = useMessages();
  const { available, on, toggle } = useScreenShare();
  return (
    <IconButton
      label={on ? t.controls.screenStop : t.controls.screenStart}
      icon={on ? <MonitorX /> : <MonitorUp />}
      tone={on ? 'active' : 'neutral'}
      disabled={!available}
      data-testid="toggle-screen"
      data-state={on ? 'on' : 'off'}
      onClick={toggle}
    />
  );
}
