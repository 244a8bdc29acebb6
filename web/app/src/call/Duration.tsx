import { useEffect, useState } from 'react';
import { useMessages } from '../hooks/useMessages';
import styles from './Duration.module.css';

/** How long one has been in the call. */
export function Duration() {
  const t = useMessages();
  const [start] = useState(() => performance.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={styles['duration']} role="timer" aria-label={t.call.duration}>
      {formatDuration((now - start) / 1000)}
    </span>
  );
}

/** `4:07`, `1:02:09`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
