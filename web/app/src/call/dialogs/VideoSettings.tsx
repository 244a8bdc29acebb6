import { Camera } from 'lucide-react';
import { DeviceSelect } from '../../devices/DeviceSelect';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import { usePreferences } from '../../hooks/usePreferences';
import { VideoView } from '../../media/VideoView';
import { resolutions } from '../../preferences/preferences';
import { SelectField } from '../../ui/SelectField';
import { Switch } from '../../ui/Switch';
import { useCall } from '../CallContext';
import styles from './SettingsDialog.module.css';

export function VideoSettings() {
  const t = useMessages();
  const { call, devices } = useCall();
  const { camera, cameras } = useObservable(call.media);
  const [{ mirror, resolution }, change] = usePreferences();
  const names = {
    '360p': t.settings.resolution360,
    '480p': t.settings.resolution480,
    '720p': t.settings.resolution720,
  };
  return (
    <>
      <div className={styles['preview']}>
        {camera.status === 'on' && camera.track ? (
          <VideoView track={camera.track} label={t.prejoin.preview} mirrored={mirror} />
        ) : (
          t.prejoin.cameraOff
        )}
      </div>
      <DeviceSelect
        label={t.devices.camera}
        icon={<Camera />}
        devices={cameras}
        chosen={camera.deviceId}
        onChoose={devices.chooseCamera}
        unnamed={t.devices.unnamedCamera}
      />
      <SelectField
        label={t.settings.resolution}
        value={resolution}
        options={resolutions.map((value) => ({ value, label: names[value] }))}
        onChange={(value) => void devices.setResolution(value)}
      />
      <div className={styles['switches']}>
        <Switch
          label={t.settings.mirror}
          hint={t.settings.mirrorHint}
          checked={mirror}
          onChange={(mirrored) => change({ mirror: mirrored })}
        />
      </div>
    </>
  );
}
