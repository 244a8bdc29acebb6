import { UserX } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { useCall, useCallState, useRequest } from '../CallContext';
import styles from './ParticipantsPanel.module.css';

/** Who knocks, with yes and no. */
export function WaitingList() {
  const t = useMessages();
  const { host } = useCall().call;
  const request = useRequest();
  const waiting = useCallState((state) => state.waiting);
  if (waiting.length === 0) return null;
  return (
    <section className={styles['waiting']} aria-label={t.participants.waitingRoom}>
      <h3 className={styles['heading']}>{t.participants.waiting(waiting.length)}</h3>
      <ul className={styles['list']}>
        {waiting.map(({ id, identity, name }) => (
          <li key={id} className={styles['row']} data-testid="waiting-person">
            <Avatar name={name} seed={identity} />
            <span className={styles['name']}>{name}</span>
            <IconButton
              size="small"
              tone="ghost"
              tip="none"
              label={t.participants.denyNamed(name)}
              title={t.participants.denyNamed(name)}
              icon={<UserX />}
              data-testid="deny"
              onClick={() => request(host.deny(id))}
            />
            <Button
              size="small"
              variant="primary"
              aria-label={t.participants.admitNamed(name)}
              data-testid="admit"
              onClick={() => request(host.admit(id))}
            >
              {t.participants.admit}
            </Button>
          </li>
        ))}
      </ul>
      {waiting.length > 1 && (
        <Button
          size="small"
          onClick={() => {
            for (const person of waiting) request(host.admit(person.id));
          }}
        >
          {t.participants.admitAll}
        </Button>
      )}
    </section>
  );
}
