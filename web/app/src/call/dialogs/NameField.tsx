import { type FormEvent, useId, useState } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { usePreferences } from '../../hooks/usePreferences';
import { Button } from '../../ui/Button';
import { useCall, useRequest, useSelf } from '../CallContext';
import styles from './NameField.module.css';

/** One's own name, changed in the call. */
export function NameField() {
  const t = useMessages();
  const id = useId();
  const { call } = useCall();
  const request = useRequest();
  const self = useSelf();
  const [, change] = usePreferences();
  const [name, setName] = useState(self?.name ?? '');
  const changed = name.trim() !== '' && name.trim() !== self?.name;
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    change({ name: name.trim() });
    request(call.rename(name.trim()));
  };
  if (!self?.grants.includes('rename')) return null;
  return (
    <form className={styles['form']} onSubmit={rename}>
      <label htmlFor={id}>{t.settings.displayName}</label>
      <div className={styles['row']}>
        <input
          id={id}
          value={name}
          maxLength={64}
          autoComplete="name"
          data-testid="settings-name"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" size="small" disabled={!changed}>
          {t.settings.rename}
        </Button>
      </div>
    </form>
  );
}
