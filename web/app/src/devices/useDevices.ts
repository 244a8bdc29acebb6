import type { AudioProcessing, LocalMedia } from '@plenum/client';
import { useMemo } from 'react';
import { useServices } from '../app/AppContext';
import type { PreferenceStore } from '../preferences/PreferenceStore';
import type { Resolution } from '../preferences/preferences';
import { cameraFormats } from '../session/cameraFormats';

/** Changes of devices that are remembered. What fails is told by the media's state, which is shown anyway. */
export interface DeviceActions {
  setMicrophone(enabled: boolean): Promise<void>;
  setCamera(enabled: boolean): Promise<void>;
  chooseMicrophone(deviceId: string | null): Promise<void>;
  chooseCamera(deviceId: string | null): Promise<void>;
  setAudioProcessing(change: Partial<AudioProcessing>): Promise<void>;
  setResolution(resolution: Resolution): Promise<void>;
}

export function deviceActions(media: LocalMedia, preferences: PreferenceStore): DeviceActions {
  const settle = (action: Promise<void>) => action.catch(() => undefined);
  return {
    setMicrophone: (microphoneOn) => {
      preferences.change({ microphoneOn });
      return settle(media.setMicrophoneEnabled(microphoneOn));
    },
    setCamera: (cameraOn) => {
      preferences.change({ cameraOn });
      return settle(media.setCameraEnabled(cameraOn));
    },
    chooseMicrophone: (microphoneId) => {
      preferences.change({ microphoneId });
      return settle(media.selectMicrophone(microphoneId));
    },
    chooseCamera: (cameraId) => {
      preferences.change({ cameraId });
      return settle(media.selectCamera(cameraId));
    },
    setAudioProcessing: (change) => {
      const { audioProcessing } = preferences.getSnapshot();
      preferences.change({ audioProcessing: { ...audioProcessing, ...change } });
      return settle(media.setAudioProcessing(change));
    },
    setResolution: (resolution) => {
      preferences.change({ resolution });
      return settle(media.setCameraFormat(cameraFormats[resolution]));
    },
  };
}

export function useDeviceActions(media: LocalMedia): DeviceActions {
  const { preferences } = useServices();
  return useMemo(() => deviceActions(media, preferences), [media, preferences]);
}
