import { CircleAlert, DoorClosed, DoorOpen, Lock, TicketX, Users, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTitle } from '../../hooks/useDocument';
import { useMessages } from '../../hooks/useMessages';
import type { Outcome, OutcomeKind } from '../../session/outcome';
import { Button } from '../../ui/Button';
import { PageShell } from '../../ui/PageShell';
import styles from './Message.module.css';

const icons: Partial<Record<OutcomeKind, ReactNode>> = {
  left: <DoorOpen />,
  roomEnded: <DoorClosed />,
  replaced: <DoorOpen />,
  roomLocked: <Lock />,
  roomFull: <Users />,
  unauthorized: <TicketX />,
  network: <WifiOff />,
};

export interface OutcomePageProps {
  readonly outcome: Outcome;
  readonly onAgain: () => void;
}

/** Left, removed, ended, refused: what happened and what to do now. */
export function OutcomePage({ outcome, onAgain }: OutcomePageProps) {
  const t = useMessages();
  const { title, text } = t.ended[outcome.kind];
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(`${title} · Plenum`);
  useEffect(() => heading.current?.focus(), []);
  return (
    <PageShell center>
      <div className={styles['message']} data-testid="outcome" data-outcome={outcome.kind}>
        <span className={styles['icon']} aria-hidden="true">
          {icons[outcome.kind] ?? <CircleAlert />}
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {text && <p>{text}</p>}
        {outcome.code && <p className={styles['code']}>{t.ended.details(outcome.code)}</p>}
        <div className={styles['actions']}>
          {outcome.next !== 'none' && (
            <Button variant="primary" onClick={onAgain}>
              {t.ended[outcome.next]}
            </Button>
          )}
          <a href="/" className={styles['homeLink']}>
            {t.common.home}
          </a>
        </div>
      </div>
    </PageShell>
  );
}
