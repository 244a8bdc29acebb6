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
      <div role="status">
        <h1>{t.call.connecting}</h1>
      </div>
    </main>
  );
}
