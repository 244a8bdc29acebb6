import { Fragment } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { usePreferences } from '../../hooks/usePreferences';
import { Dialog } from '../../ui/Dialog';
import { Switch } from '../../ui/Switch';
import { type Shortcut, type ShortcutAction, shortcuts } from '../keyboard/shortcuts';
import styles from './ShortcutsDialog.module.css';

const actions = [...new Set(shortcuts.map((shortcut) => shortcut.action))];

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages();
  const [{ letterShortcuts }, change] = usePreferences();
  return (
    <Dialog title={t.shortcuts.title} onClose={onClose}>
      <dl className={styles['list']}>
        <Row name={t.shortcuts.pushToTalk} keys={[[t.shortcuts.space]]} />
        {actions.map((action) => (
          <Row key={action} name={t.shortcuts[action]} keys={keysOf(action)} />
        ))}
      </dl>
      <Switch
        label={t.settings.letterShortcuts}
        hint={t.settings.letterShortcutsHint}
        checked={letterShortcuts}
        onChange={(letters) => change({ letterShortcuts: letters })}
      />
    </Dialog>
  );
}

function keysOf(action: ShortcutAction): string[][] {
  const names = (shortcut: Shortcut) => [...(shortcut.control ? ['Ctrl'] : []), shortcut.key.toUpperCase()];
  return shortcuts.filter((shortcut) => shortcut.action === action).map(names);
}

function Row({ name, keys }: { readonly name: string; readonly keys: readonly (readonly string[])[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.map((combination) => (
          <span key={combination.join()}>
            {combination.map((key, index) => (
              <Fragment key={key}>
                {index > 0 && ' + '}
                <kbd>{key}</kbd>
              </Fragment>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
