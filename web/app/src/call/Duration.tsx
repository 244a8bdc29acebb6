import { useEffect, useState } from 'react';
import { useMessages } from '../hooks/useMessages';
import { useCall } from './CallContext';
import styles from './Duration.module.css';
import { formatDuration } from './formatDuration';

/** How long one has been in the call. */
export function Duration() {
  const t = useMessages();
  const { since } = useCall();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={styles['duration']} role="timer" aria-label={t.call.duration}>
      {formatDuration((now - since) / 1000)}
    </span>
  );
}
