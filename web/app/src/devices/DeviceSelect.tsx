import type { MediaDevice } from '@plenum/client';
import type { ReactNode } from 'react';
import { useMessages } from '../hooks/useMessages';
import { SelectField } from '../ui/SelectField';

export interface DeviceSelectProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly devices: readonly MediaDevice[];
  readonly chosen: string | null;
  readonly onChoose: (deviceId: string | null) => void;
  /** Stands for a device whose label the browser keeps to itself. */
  readonly unnamed: (n: number) => string;
  readonly compact?: boolean;
}

export function DeviceSelect({ label, icon, devices, chosen, onChoose, unnamed, compact }: DeviceSelectProps) {
  const t = useMessages();
  const named = nameDevices(devices, unnamed);
  const none = [{ value: '', label: devices.length === 0 ? t.devices.none : t.devices.systemDefault }];
  // Browsers that list a "default" device of their own need no second one.
  const options = named.some((device) => device.value === 'default') ? named : [...none, ...named];
  const value = options.some((option) => option.value === chosen) ? chosen : options[0]?.value;
  return (
    <SelectField
      label={label}
      icon={icon}
      value={value ?? ''}
      options={options}
      disabled={devices.length === 0}
      onChange={(id) => onChoose(id || null)}
      {...(compact && { compact })}
    />
  );
}

export function nameDevices(devices: readonly MediaDevice[], unnamed: (n: number) => string) {
  return devices
    .filter((device) => device.deviceId !== '')
    .map((device, index) => ({ value: device.deviceId, label: device.label || unnamed(index + 1) }));
}
