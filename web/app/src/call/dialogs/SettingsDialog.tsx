import { AudioLines, SlidersHorizontal, Video } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/Dialog';
import { AudioSettings } from './AudioSettings';
import { GeneralSettings } from './GeneralSettings';
import styles from './SettingsDialog.module.css';
import { VideoSettings } from './VideoSettings';

const tabs = ['audio', 'video', 'general'] as const;
type Tab = (typeof tabs)[number];

const icons: Record<Tab, ReactNode> = {
  audio: <AudioLines aria-hidden="true" />,
  video: <Video aria-hidden="true" />,
  general: <SlidersHorizontal aria-hidden="true" />,
};

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages();
  const id = useId();
  const [tab, setTab] = useState<Tab>('audio');
  return (
    <Dialog title={t.settings.title} onClose={onClose} wide>
      <div className={styles['settings']}>
        <TabList id={id} tab={tab} onChange={setTab} />
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${tab}`}
          className={styles['panel']}
          data-testid={`settings-${tab}`}
        >
          {tab === 'audio' && <AudioSettings />}
          {tab === 'video' && <VideoSettings />}
          {tab === 'general' && <GeneralSettings />}
        </div>
      </div>
    </Dialog>
  );
}

interface TabListProps {
  readonly id: string;
  readonly tab: Tab;
  readonly onChange: (tab: Tab) => void;
}

function TabList({ id, tab, onChange }: TabListProps) {
  const t = useMessages();
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length) ?? tab;
    onChange(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={t.settings.sections} className={styles['tabs']} onKeyDown={move}>
      {tabs.map((candidate) => (
        <button
          key={candidate}
          type="button"
          role="tab"
          id={`${id}-${candidate}`}
          data-tab={candidate}
          aria-selected={candidate === tab}
          aria-controls={`${id}-panel`}
          tabIndex={candidate === tab ? 0 : -1}
          className={classes(styles['tab'], candidate === tab && styles['selected'])}
          onClick={() => onChange(candidate)}
        >
          {icons[candidate]}
          {t.settings[candidate]}
        </button>
      ))}
    </div>
  );
}
