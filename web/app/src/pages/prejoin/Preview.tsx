import type { LocalMedia } from '@plenum/client';
import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useDeviceActions } from '../../devices/useDevices';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import { usePreferences } from '../../hooks/usePreferences';
import { VideoView } from '../../media/VideoView';
import { Avatar } from '../../ui/Avatar';
import { IconButton } from '../../ui/IconButton';
import { LevelMeter } from '../../ui/LevelMeter';
import styles from './PreJoin.module.css';

/** Oneself as one will be seen, with the two switches on the picture. */
export function Preview({ media, name }: { readonly media: LocalMedia; readonly name: string }) {
  const t = useMessages();
  const { camera, microphone } = useObservable(media);
  const [{ mirror }] = usePreferences();
  const cameraOn = camera.status === 'on';
  return (
    <div className={styles['preview']} data-on={cameraOn || camera.status === 'starting'}>
      <VideoView track={camera.track} label={t.prejoin.preview} mirrored={mirror} hidden={!cameraOn} />
      {!cameraOn && (
        <div className={styles['cameraOff']}>
          {name.trim() !== '' && <Avatar name={name} seed={name} size="clamp(72px, 12vh, 104px)" />}
          <p role="status">{camera.status === 'starting' ? t.prejoin.starting : t.prejoin.cameraOff}</p>
        </div>
      )}
      {name.trim() !== '' && cameraOn && <span className={styles['nameTag']}>{name}</span>}
      <Switches media={media} />
      <div className={styles['level']} data-on={microphone.status === 'on'}>
        {microphone.status === 'on' ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        <LevelMeter level={() => media.microphoneLevel()} label={t.prejoin.level} />
      </div>
    </div>
  );
}

function Switches({ media }: { readonly media: LocalMedia }) {
  const t = useMessages();
  const { camera, microphone } = useObservable(media);
  const actions = useDeviceActions(media);
  const cameraOn = camera.status === 'on';
  const microphoneOn = microphone.status === 'on';
  return (
    <div className={styles['switches']}>
      <IconButton
        size="large"
        tone={microphoneOn ? 'overlay' : 'off'}
        label={microphoneOn ? t.controls.micOn : t.controls.micOff}
        icon={microphoneOn ? <Mic /> : <MicOff />}
        data-testid="prejoin-mic"
        data-state={microphoneOn ? 'on' : 'off'}
        onClick={() => void actions.setMicrophone(!microphoneOn)}
      />
      <IconButton
        size="large"
        tone={cameraOn ? 'overlay' : 'off'}
        label={cameraOn ? t.controls.cameraOn : t.controls.cameraOff}
        icon={cameraOn ? <Video /> : <VideoOff />}
        data-testid="prejoin-camera"
        data-state={cameraOn ? 'on' : 'off'}
        onClick={() => void actions.setCamera(!cameraOn)}
      />
    </div>
  );
}
