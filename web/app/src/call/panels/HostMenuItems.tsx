import type { ParticipantState } from '@plenum/client';
import { Crown, Hand, Mic, MicOff, MonitorX, UserMinus, UserRound, Video, VideoOff } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { MenuHeading, MenuItem } from '../../ui/Menu';
import { useCall, useIsHost, useRequest } from '../CallContext';
import { isAudible, publicationOf } from '../stage/tiles';

export function useHasHostMenu(participant: ParticipantState): boolean {
  return useIsHost() && !participant.isLocal;
}

/** What a host can do with somebody. */
export function HostMenuItems({ participant }: { readonly participant: ParticipantState }) {
  const t = useMessages();
  return (
    <>
      <MenuHeading>{t.participants.hostActions}</MenuHeading>
      <TrackItems participant={participant} />
      <RoleItems participant={participant} />
    </>
  );
}

function TrackItems({ participant }: { readonly participant: ParticipantState }) {
  const t = useMessages();
  const request = useRequest();
  const { host } = useCall().call;
  const microphone = publicationOf(participant, 'microphone');
  const camera = publicationOf(participant, 'camera');
  const screen = publicationOf(participant, 'screen');
  return (
    <>
      {microphone && isAudible(participant) ? (
        <MenuItem icon={<MicOff />} data-testid="host-mute" onSelect={() => request(host.muteTrack(microphone.id))}>
          {t.participants.mute}
        </MenuItem>
      ) : (
        participant.grants.includes('publishAudio') && (
          <MenuItem
            icon={<Mic />}
            data-testid="host-ask-unmute"
            onSelect={() => request(host.askToUnmute(participant.id, 'microphone'))}
          >
            {t.participants.askUnmute}
          </MenuItem>
        )
      )}
      {camera && !camera.muted ? (
        <MenuItem icon={<VideoOff />} onSelect={() => request(host.muteTrack(camera.id))}>
          {t.participants.muteCamera}
        </MenuItem>
      ) : (
        participant.grants.includes('publishVideo') && (
          <MenuItem icon={<Video />} onSelect={() => request(host.askToUnmute(participant.id, 'camera'))}>
            {t.participants.askCamera}
          </MenuItem>
        )
      )}
      {screen && (
        <MenuItem icon={<MonitorX />} onSelect={() => request(host.muteTrack(screen.id))}>
          {t.participants.stopScreen}
        </MenuItem>
      )}
      {participant.handRaisedAt !== null && (
        <MenuItem icon={<Hand />} onSelect={() => request(host.lowerHand(participant.id))}>
          {t.participants.lowerHand}
        </MenuItem>
      )}
    </>
  );
}

function RoleItems({ participant }: { readonly participant: ParticipantState }) {
  const t = useMessages();
  const request = useRequest();
  const { call, ui } = useCall();
  const { id, name, role } = participant;
  return (
    <>
      {role === 'host' ? (
        <MenuItem icon={<UserRound />} onSelect={() => request(call.host.setRole(id, 'member'))}>
          {t.participants.makeMember}
        </MenuItem>
      ) : (
        <MenuItem icon={<Crown />} data-testid="host-make-host" onSelect={() => request(call.host.setRole(id, 'host'))}>
          {t.participants.makeHost}
        </MenuItem>
      )}
      {role !== 'host' && (
        <MenuItem icon={<Crown />} onSelect={() => request(call.host.handOver(id))}>
          {t.participants.handOver}
        </MenuItem>
      )}
      <MenuItem
        danger
        icon={<UserMinus />}
        data-testid="host-remove"
        onSelect={() => ui.open({ kind: 'remove', participant: id, name })}
      >
        {t.participants.remove}
      </MenuItem>
    </>
  );
}
