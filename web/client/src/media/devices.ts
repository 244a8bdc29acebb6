import type { MediaDevice } from './types';

export interface DeviceLists {
  readonly microphones: readonly MediaDevice[];
  readonly cameras: readonly MediaDevice[];
  readonly speakers: readonly MediaDevice[];
}

export const NO_DEVICES: DeviceLists = { microphones: [], cameras: [], speakers: [] };

/** What is plugged in. Before a permission was given browsers hide ids and labels: such entries are left out. */
export async function listDevices(): Promise<DeviceLists> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all
      // Windows lists the default for calls once more under this id.
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  return { microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') };
}

export function compareDevices(before: DeviceLists, after: DeviceLists) {
  const flat = (lists: DeviceLists) => [...lists.microphones, ...lists.cameras, ...lists.speakers];
  const missingIn = (list: readonly MediaDevice[]) => (device: MediaDevice) =>
    !list.some((other) => other.deviceId === device.deviceId);
  return { added: flat(after).filter(missingIn(flat(before))), removed: flat(before).filter(missingIn(flat(after))) };
}
