import { LayoutGrid, Link2, Lock, SquareUser } from 'lucide-react';
import { useNarrow } from '../hooks/useMediaQuery';
import { useMessages } from '../hooks/useMessages';
import { IconButton } from '../ui/IconButton';
import { Logo } from '../ui/Logo';
import { useCallState } from './CallContext';
import styles from './CallHeader.module.css';
import { useCopyLink } from './controls/useCopyLink';
import { Duration } from './Duration';
import { useView } from './stage/useView';

/** The line above the pictures on narrow screens; on wide ones the control bar says the same. */
export function CallHeader() {
  const t = useMessages();
  const view = useView();
  const copyLink = useCopyLink();
  if (!useNarrow()) return null;
  return (
    <header className={styles['header']}>
      <Logo wordmark={false} />
      <RoomTitle />
      <IconButton label={t.call.copyLink} icon={<Link2 />} tone="ghost" size="small" tip="none" onClick={copyLink} />
      <IconButton
        label={view.focused ? t.controls.layoutGrid : t.controls.layoutSpeaker}
        icon={view.focused ? <LayoutGrid /> : <SquareUser />}
        tone="ghost"
        size="small"
        tip="none"
        onClick={view.toggle}
      />
    </header>
  );
}

export function RoomTitle() {
  const t = useMessages();
  const room = useCallState((state) => state.room);
  return (
    <div className={styles['title']}>
      <h1 title={room?.name}>{room?.name}</h1>
      {room?.locked && <Lock role="img" aria-label={t.call.locked} />}
      <Duration />
    </div>
  );
}
