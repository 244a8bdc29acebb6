import type { ParticipantState } from '@plenum/client';
import { EllipsisVertical, Hand, Link2, MicOff, MonitorUp, Video, VideoOff } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';
import { Switch } from '../../ui/Switch';
import { useCall, useCallState, useIsHost, useRequest } from '../CallContext';
import { useCopyLink } from '../controls/useCopyLink';
import { MicrophoneMark } from '../stage/MicrophoneMark';
import { isAudible, publicationOf } from '../stage/tiles';
import { HostMenuItems, useHasHostMenu } from './HostMenuItems';
import { inOrder } from './order';
import styles from './ParticipantsPanel.module.css';
import { SidePanel } from './SidePanel';
import { WaitingList } from './WaitingList';

export function ParticipantsPanel() {
  const t = useMessages();
  const participants = useCallState((state) => state.participants);
  const host = useIsHost();
  const copyLink = useCopyLink();
  return (
    <SidePanel title={t.participants.title} testId="participants">
      <div className={styles['scroll']}>
        <Button className={styles['invite']} icon={<Link2 size={17} aria-hidden="true" />} onClick={copyLink}>
          {t.participants.invite}
        </Button>
        {host && <WaitingList />}
        <h3 className={styles['heading']}>{t.participants.inCall(participants.length)}</h3>
        <ul className={styles['list']}>
          {inOrder(participants).map((participant) => (
            <Row key={participant.id} participant={participant} />
          ))}
        </ul>
        {host && <RoomControls />}
      </div>
    </SidePanel>
  );
}

function Row({ participant }: { readonly participant: ParticipantState }) {
  const t = useMessages();
  const hostMenu = useHasHostMenu(participant);
  const camera = publicationOf(participant, 'camera');
  const { name, role } = participant;
  return (
    <li className={styles['row']} data-testid="participant" data-participant={participant.id}>
      <Avatar name={name} seed={participant.identity} />
      <span className={styles['who']}>
        <span className={styles['name']}>{participant.isLocal ? t.common.youSuffix(name) : name}</span>
        <RowHint participant={participant} role={role} />
      </span>
      <span className={styles['states']}>
        {participant.handRaisedAt !== null && (
          <Hand className={styles['hand']} role="img" aria-label={t.tile.handRaised} />
        )}
        {publicationOf(participant, 'screen') && <MonitorUp role="img" aria-label={t.tile.screenOf(name)} />}
        {camera && !camera.muted ? (
          <Video aria-hidden="true" />
        ) : (
          <VideoOff role="img" aria-label={t.tile.cameraOff} className={styles['dim']} />
        )}
        <MicrophoneMark participant={participant} />
      </span>
      {hostMenu && (
        <Menu
          label={t.tile.options(name)}
          trigger={(props) => (
            <IconButton
              label={t.tile.options(name)}
              icon={<EllipsisVertical />}
              tone="ghost"
              size="small"
              tip="none"
              data-testid="participant-menu"
              {...props}
            />
          )}
        >
          <HostMenuItems participant={participant} />
        </Menu>
      )}
    </li>
  );
}

function RowHint({
  participant: { connected },
  role,
}: {
  participant: ParticipantState;
  role: ParticipantState['role'];
}) {
  const t = useMessages();
  if (!connected) return <small>{t.participants.disconnected}</small>;
  if (role === 'host') return <small>{t.common.host}</small>;
  return role === 'viewer' ? <small>{t.common.viewer}</small> : null;
}

function RoomControls() {
  const t = useMessages();
  const { call } = useCall();
  const request = useRequest();
  const room = useCallState((state) => state.room);
  const muteAll = () => {
    for (const participant of call.state.participants) {
      const microphone = publicationOf(participant, 'microphone');
      if (microphone && !participant.isLocal && isAudible(participant)) request(call.host.muteTrack(microphone.id));
    }
  };
  if (!room) return null;
  return (
    <section className={styles['controls']} aria-label={t.participants.hostActions}>
      <Button size="small" icon={<MicOff size={16} aria-hidden="true" />} onClick={muteAll}>
        {t.participants.muteAll}
      </Button>
      <Switch
        label={t.participants.lock}
        hint={t.participants.lockHint}
        checked={room.locked}
        onChange={(locked) => request(call.host.lock(locked))}
      />
      <Switch
        label={t.participants.waitingRoom}
        hint={t.participants.waitingRoomHint}
        checked={room.waitingRoom}
        onChange={(enabled) => request(call.host.setWaitingRoom(enabled))}
      />
    </section>
  );
}
