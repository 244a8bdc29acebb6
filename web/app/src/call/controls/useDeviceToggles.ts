import type { CaptureStatus, LocalMediaState } from '@plenum/client';
import { problemTexts } from '../../devices/MediaProblemNote';
import { useSelected } from '../../hooks/useObservable';
import { mediaProblem } from '../../session/mediaProblem';
import { type CallScope, useCall } from '../CallContext';

export interface Toggle {
  readonly on: boolean;
  readonly toggle: () => void;
}

export function useDeviceToggles(): { readonly microphone: Toggle; readonly camera: Toggle } {
  const scope = useCall();
  const microphone = useSelected(scope.call.media, (state) => state.microphone.status);
  const camera = useSelected(scope.call.media, (state) => state.camera.status);
  return {
    microphone: { on: isOn(microphone), toggle: () => void toggleMicrophone(scope) },
    camera: { on: isOn(camera), toggle: () => void toggleCamera(scope) },
  };
}

export async function toggleMicrophone(scope: CallScope): Promise<void> {
  await scope.devices.setMicrophone(!isOn(scope.call.media.getSnapshot().microphone.status));
  tellFailure(scope, 'microphone');
}

export async function toggleCamera(scope: CallScope): Promise<void> {
  await scope.devices.setCamera(!isOn(scope.call.media.getSnapshot().camera.status));
  tellFailure(scope, 'camera');
}

function isOn(status: CaptureStatus): boolean {
  return status === 'on' || status === 'starting';
}

/** The pre-join page shows why a device does not start; in a call a notice says it. */
function tellFailure({ call, board }: CallScope, source: 'microphone' | 'camera'): void {
  const state = call.media.getSnapshot();
  const problem = mediaProblem(onlyFailureOf(state, source));
  if (!problem) return;
  board.post({
    topic: `device ${source}`,
    tone: 'warning',
    text: (t) => {
      const { title, help } = problemTexts(t, problem);
      return `${title}. ${help}`;
    },
  });
}

function onlyFailureOf(state: LocalMediaState, source: 'microphone' | 'camera'): LocalMediaState {
  const other = source === 'camera' ? 'microphone' : 'camera';
  return { ...state, [other]: { ...state[other], status: 'off' } };
}
