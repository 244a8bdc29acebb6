import { ChevronUp, PhoneOff } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem } from '../../ui/Menu';
import { useCall } from '../CallContext';
import styles from './ControlBar.module.css';

export function LeaveMenu() {
  const t = useMessages();
  const { call, ui } = useCall();
  return (
    <Menu
      label={t.controls.leaveOptions}
      trigger={(props) => (
        <IconButton
          label={t.controls.leaveOptions}
          icon={<ChevronUp />}
          tone="ghost"
          className={styles['leaveCaret']}
          data-testid="leave-options"
          {...props}
        />
      )}
    >
      <MenuItem icon={<PhoneOff />} onSelect={() => void call.leave()}>
        {t.controls.leave}
      </MenuItem>
      <MenuItem danger icon={<PhoneOff />} data-testid="end-for-all" onSelect={() => ui.open({ kind: 'endForAll' })}>
        {t.controls.endForAll}
      </MenuItem>
    </Menu>
  );
}
