import { Mic, MicOff, PhoneOff, Video, VideoOff } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { usePreferences } from '../../hooks/usePreferences';
import { VideoView } from '../../media/VideoView';
import { Avatar } from '../../ui/Avatar';
import { IconButton } from '../../ui/IconButton';
import { useCall, useCallState } from '../CallContext';
import { useDeviceToggles } from '../controls/useDeviceToggles';
import { focusOf, type TileModel, tilesOf } from '../stage/tiles';
import styles from './PipContent.module.css';

/** Who speaks, and the three switches that matter while one looks elsewhere. */
export function PipContent() {
  const participants = useCallState((state) => state.participants);
  const activeSpeaker = useCallState((state) => state.activeSpeaker);
  const tiles = tilesOf(participants);
  const key = focusOf(tiles, { view: 'speaker', pinned: null, activeSpeaker });
  const tile = tiles.find((candidate) => candidate.key === key);
  return (
    <div className={styles['pip']}>
      {tile && <PipTile key={tile.key} tile={tile} />}
      <PipControls />
    </div>
  );
}

function PipTile({ tile: { participant, source, video } }: { readonly tile: TileModel }) {
  const t = useMessages();
  const [{ mirror }] = usePreferences();
  const shown = video !== null && !video.muted;
  return (
    <>
      {shown ? (
        <VideoView
          track={video.track}
          label={t.tile.of(participant.name)}
          mirrored={participant.isLocal && source === 'camera' && mirror}
          contain={source === 'screen'}
        />
      ) : (
        <div className={styles['placeholder']}>
          <Avatar name={participant.name} seed={participant.identity} size="84px" />
        </div>
      )}
      <span className={styles['name']}>{participant.name}</span>
    </>
  );
}

function PipControls() {
  const t = useMessages();
  const { call } = useCall();
  const { microphone, camera } = useDeviceToggles();
  return (
    <div className={styles['controls']}>
      <IconButton
        label={microphone.on ? t.controls.micOn : t.controls.micOff}
        icon={microphone.on ? <Mic /> : <MicOff />}
        tone={microphone.on ? 'overlay' : 'off'}
        tip="none"
        onClick={microphone.toggle}
      />
      <IconButton
        label={camera.on ? t.controls.cameraOn : t.controls.cameraOff}
        icon={camera.on ? <Video /> : <VideoOff />}
        tone={camera.on ? 'overlay' : 'off'}
        tip="none"
        onClick={camera.toggle}
      />
      <IconButton
        label={t.controls.leave}
        icon={<PhoneOff />}
        tone="danger"
        tip="none"
        onClick={() => void call.leave()}
      />
    </div>
  );
}
