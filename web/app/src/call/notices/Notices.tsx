import { Info, TriangleAlert, X } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { useCall } from '../CallContext';
import type { Notice } from './NoticeBoard';
import styles from './Notices.module.css';

/** What happened, for a moment, said to screen readers as well. */
export function Notices() {
  const t = useMessages();
  const { board } = useCall();
  const notices = useObservable(board);
  return (
    <section className={styles['notices']} aria-label={t.notices.region} aria-live="polite" aria-relevant="additions">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} onDismiss={() => board.dismiss(notice.id)} />
      ))}
    </section>
  );
}

function NoticeCard({ notice, onDismiss }: { readonly notice: Notice; readonly onDismiss: () => void }) {
  const t = useMessages();
  const { action, tone } = notice;
  return (
    <div className={styles['notice']} data-tone={tone} data-testid="notice">
      {tone === 'warning' ? <TriangleAlert aria-hidden="true" /> : <Info aria-hidden="true" />}
      <span className={styles['text']}>{notice.text(t)}</span>
      {action && (
        <Button
          size="small"
          variant="primary"
          data-testid="notice-action"
          onClick={() => {
            onDismiss();
            action.run();
          }}
        >
          {action.label(t)}
        </Button>
      )}
      <IconButton label={t.notices.dismiss} icon={<X />} tone="ghost" size="small" tip="none" onClick={onDismiss} />
    </div>
  );
}
