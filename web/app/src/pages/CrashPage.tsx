import { TriangleAlert } from 'lucide-react';
import { useMessages } from '../hooks/useMessages';
import { Button } from '../ui/Button';
import { PageShell } from '../ui/PageShell';
import styles from './room/Message.module.css';

export function CrashPage() {
  const t = useMessages();
  return (
    <PageShell center>
      <div className={styles['message']} role="alert">
        <span className={styles['icon']} aria-hidden="true">
          <TriangleAlert />
        </span>
        <h1>{t.crash.title}</h1>
        <p>{t.crash.text}</p>
        <div className={styles['actions']}>
          <Button variant="primary" onClick={() => location.reload()}>
            {t.common.reload}
          </Button>
        </div>
      </div>
    </PageShell>
  );
}
