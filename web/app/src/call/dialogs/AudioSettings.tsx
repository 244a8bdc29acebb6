import { Mic, MicOff, Volume2 } from 'lucide-react';
import { DeviceSelect } from '../../devices/DeviceSelect';
import { playTestSound } from '../../devices/testSound';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import { usePreferences } from '../../hooks/usePreferences';
import { Button } from '../../ui/Button';
import { LevelMeter } from '../../ui/LevelMeter';
import { Switch } from '../../ui/Switch';
import { useCall, useRequest } from '../CallContext';
import styles from './SettingsDialog.module.css';

export function AudioSettings() {
  const t = useMessages();
  const { call, devices } = useCall();
  const state = useObservable(call.media);
  const microphoneOn = state.microphone.status === 'on';
  return (
    <>
      <DeviceSelect
        label={t.devices.microphone}
        icon={<Mic />}
        devices={state.microphones}
        chosen={state.microphone.deviceId}
        onChoose={devices.chooseMicrophone}
        unnamed={t.devices.unnamedMicrophone}
      />
      <div className={styles['meter']}>
        {microphoneOn ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        <LevelMeter level={() => call.media.microphoneLevel()} label={t.prejoin.level} />
      </div>
      {state.speakers.length > 0 && <SpeakerSettings />}
      <div className={styles['switches']}>
        <ProcessingSwitches />
      </div>
    </>
  );
}

function SpeakerSettings() {
  const t = useMessages();
  const { call } = useCall();
  const request = useRequest();
  const { speakers } = useObservable(call.media);
  const [{ speakerId }, change] = usePreferences();
  const choose = (id: string | null) => {
    change({ speakerId: id });
    request(call.setSpeaker(id));
  };
  return (
    <>
      <DeviceSelect
        label={t.devices.speaker}
        icon={<Volume2 />}
        devices={speakers}
        chosen={speakerId}
        onChoose={choose}
        unnamed={t.devices.unnamedSpeaker}
      />
      <Button size="small" className={styles['test']} onClick={() => request(playTestSound(speakerId))}>
        {t.settings.testSpeaker}
      </Button>
    </>
  );
}

function ProcessingSwitches() {
  const t = useMessages();
  const { call, devices } = useCall();
  const { audioProcessing } = useObservable(call.media);
  return (
    <>
      <Switch
        label={t.settings.echoCancellation}
        hint={t.settings.echoCancellationHint}
        checked={audioProcessing.echoCancellation}
        onChange={(echoCancellation) => void devices.setAudioProcessing({ echoCancellation })}
      />
      <Switch
        label={t.settings.noiseSuppression}
        hint={t.settings.noiseSuppressionHint}
        checked={audioProcessing.noiseSuppression}
        onChange={(noiseSuppression) => void devices.setAudioProcessing({ noiseSuppression })}
      />
      <Switch
        label={t.settings.autoGainControl}
        hint={t.settings.autoGainControlHint}
        checked={audioProcessing.autoGainControl}
        onChange={(autoGainControl) => void devices.setAudioProcessing({ autoGainControl })}
      />
    </>
  );
}
