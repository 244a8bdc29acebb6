import { LayoutGrid, Link2, MessageSquare, PhoneOff, SquareUser, Users } from 'lucide-react';
import { useNarrow } from '../../hooks/useMediaQuery';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { useCall, useCallState, useIsHost, useUi } from '../CallContext';
import { RoomTitle } from '../CallHeader';
import { useUnread } from '../chat/useUnread';
import { useView } from '../stage/useView';
import styles from './ControlBar.module.css';
import { CameraButton, MicrophoneButton } from './DeviceButtons';
import { HandButton } from './HandButton';
import { LeaveMenu } from './LeaveMenu';
import { MoreMenu } from './MoreMenu';
import { ReactionMenu } from './ReactionMenu';
import { ScreenButton } from './ScreenButton';
import { useCopyLink } from './useCopyLink';

/** On wide screens: where one is, what one does, what one looks at. On narrow ones: what one does, the rest under "more". */
export function ControlBar() {
  const t = useMessages();
  const narrow = useNarrow();
  return (
    <footer className={styles['bar']}>
      {!narrow && <RoomZone />}
      <div className={styles['main']} role="toolbar" aria-label={t.controls.bar}>
        <MicrophoneButton />
        <CameraButton />
        {!narrow && <ScreenButton />}
        {!narrow && <HandButton />}
        {!narrow && <ReactionMenu />}
        {narrow && <ChatButton />}
        {narrow && <ParticipantsButton />}
        <MoreMenu />
        <LeaveButtons />
      </div>
      {!narrow && (
        <div className={styles['panels']}>
          <ViewButton />
          <ParticipantsButton />
          <ChatButton />
        </div>
      )}
    </footer>
  );
}

function RoomZone() {
  const t = useMessages();
  const copyLink = useCopyLink();
  return (
    <div className={styles['room']}>
      <RoomTitle />
      <IconButton
        label={t.call.copyLink}
        icon={<Link2 />}
        tone="ghost"
        size="small"
        data-testid="copy-link"
        onClick={copyLink}
      />
    </div>
  );
}

function ViewButton() {
  const t = useMessages();
  const { focused, toggle } = useView();
  return (
    <IconButton
      label={focused ? t.controls.layoutGrid : t.controls.layoutSpeaker}
      icon={focused ? <LayoutGrid /> : <SquareUser />}
      tone="ghost"
      data-testid="toggle-view"
      onClick={toggle}
    />
  );
}

function ChatButton() {
  const t = useMessages();
  const { ui } = useCall();
  const { panel } = useUi();
  const unread = useUnread();
  return (
    <IconButton
      label={unread > 0 ? t.controls.chatUnread(unread) : t.controls.chat}
      icon={<MessageSquare />}
      tone={panel === 'chat' ? 'active' : 'ghost'}
      badge={unread > 99 ? '99+' : unread}
      aria-expanded={panel === 'chat'}
      data-testid="open-chat"
      onClick={() => ui.togglePanel('chat')}
    />
  );
}

function ParticipantsButton() {
  const t = useMessages();
  const { ui } = useCall();
  const { panel } = useUi();
  const count = useCallState((state) => state.participants.length);
  const waiting = useCallState((state) => state.waiting.length);
  const label = waiting > 0 ? t.controls.participantsWaiting(waiting) : t.controls.participantsCount(count);
  return (
    <IconButton
      label={label}
      icon={<Users />}
      tone={panel === 'participants' ? 'active' : 'ghost'}
      badge={waiting > 0 ? `+${waiting}` : count}
      aria-expanded={panel === 'participants'}
      data-testid="open-participants"
      onClick={() => ui.togglePanel('participants')}
    />
  );
}

function LeaveButtons() {
  const t = useMessages();
  const { call } = useCall();
  const host = useIsHost();
  return (
    <div className={styles['leave']}>
      <IconButton
        label={t.controls.leave}
        icon={<PhoneOff />}
        tone="danger"
        className={styles['leaveButton']}
        data-testid="leave"
        onClick={() => void call.leave()}
      />
      {host && <LeaveMenu />}
    </div>
  );
}
