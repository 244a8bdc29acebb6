import { useMessages } from '../../hooks/useMessages';
import { Logo } from '../../ui/Logo';
import styles from './ConnectingPage.module.css';

export function ConnectingPage() {
  const t = useMessages();
  return (
    <main className={styles['page']}>
      <span className={styles['logo']} aria-hidden="true">
        <Logo wordmark={false} />
      </span>
      <p role="status">{t.call.connecting}</p>
    </main>
  );
}
