import { ChevronUp, Mic, MicOff, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { nameDevices } from '../../devices/DeviceSelect';
import { useNarrow } from '../../hooks/useMediaQuery';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import { usePreferences } from '../../hooks/usePreferences';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuHeading, MenuItem } from '../../ui/Menu';
import { useCall, useRequest, useSelf } from '../CallContext';
import styles from './ControlBar.module.css';
import { useDeviceToggles } from './useDeviceToggles';

export function MicrophoneButton() {
  const t = useMessages();
  const { microphone } = useDeviceToggles();
  const allowed = useSelf()?.grants.includes('publishAudio') ?? false;
  return (
    <Split menu={<MicrophoneMenu />}>
      <IconButton
        label={microphone.on ? t.controls.micOn : t.controls.micOff}
        icon={microphone.on ? <Mic /> : <MicOff />}
        tone={microphone.on ? 'neutral' : 'off'}
        disabled={!allowed}
        data-testid="toggle-mic"
        data-state={microphone.on ? 'on' : 'off'}
        onClick={microphone.toggle}
      />
    </Split>
  );
}

export function CameraButton() {
  const t = useMessages();
  const { camera } = useDeviceToggles();
  const allowed = useSelf()?.grants.includes('publishVideo') ?? false;
  return (
    <Split menu={<CameraMenu />}>
      <IconButton
        label={camera.on ? t.controls.cameraOn : t.controls.cameraOff}
        icon={camera.on ? <Video /> : <VideoOff />}
        tone={camera.on ? 'neutral' : 'off'}
        disabled={!allowed}
        data-testid="toggle-camera"
        data-state={camera.on ? 'on' : 'off'}
        onClick={camera.toggle}
      />
    </Split>
  );
}

/** A switch with the choice of its device beside it; phones find the choice in the settings. */
function Split({ menu, children }: { readonly menu: ReactNode; readonly children: ReactNode }) {
  if (useNarrow()) return children;
  return (
    <div className={styles['split']}>
      {menu}
      {children}
    </div>
  );
}

function DeviceMenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu
      label={label}
      align="start"
      trigger={(props) => (
        <IconButton label={label} icon={<ChevronUp />} tone="ghost" className={styles['caret']} {...props} />
      )}
    >
      {children}
    </Menu>
  );
}

function MicrophoneMenu() {
  const t = useMessages();
  const { call, devices } = useCall();
  const { microphones, speakers, microphone } = useObservable(call.media);
  const [{ speakerId }, change] = usePreferences();
  const request = useRequest();
  const chooseSpeaker = (id: string) => {
    change({ speakerId: id });
    request(call.setSpeaker(id));
  };
  return (
    <DeviceMenu label={t.controls.chooseMicrophone}>
      <MenuHeading>{t.devices.microphone}</MenuHeading>
      {nameDevices(microphones, t.devices.unnamedMicrophone).map(({ value, label }, index) => (
        <MenuItem
          key={value}
          checked={microphone.deviceId === null ? index === 0 : value === microphone.deviceId}
          onSelect={() => void devices.chooseMicrophone(value)}
        >
          {label}
        </MenuItem>
      ))}
      {speakers.length > 0 && <MenuHeading>{t.devices.speaker}</MenuHeading>}
      {nameDevices(speakers, t.devices.unnamedSpeaker).map(({ value, label }, index) => (
        <MenuItem
          key={value}
          checked={speakerId === null ? index === 0 : value === speakerId}
          onSelect={() => chooseSpeaker(value)}
        >
          {label}
        </MenuItem>
      ))}
    </DeviceMenu>
  );
}

function CameraMenu() {
  const t = useMessages();
  const { call, devices } = useCall();
  const { cameras, camera } = useObservable(call.media);
  return (
    <DeviceMenu label={t.controls.chooseCamera}>
      <MenuHeading>{t.devices.camera}</MenuHeading>
      {nameDevices(cameras, t.devices.unnamedCamera).map(({ value, label }, index) => (
        <MenuItem
          key={value}
          checked={camera.deviceId === null ? index === 0 : value === camera.deviceId}
          onSelect={() => void devices.chooseCamera(value)}
        >
          {label}
        </MenuItem>
      ))}
    </DeviceMenu>
  );
}
