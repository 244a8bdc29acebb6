import { Link2 } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { Button } from '../../ui/Button';
import { useCopyLink } from '../controls/useCopyLink';
import styles from './AloneHint.module.css';

export function AloneHint() {
  const t = useMessages();
  const copyLink = useCopyLink();
  return (
    <aside className={styles['hint']}>
      <h2>{t.call.aloneTitle}</h2>
      <p>{t.call.aloneText}</p>
      <code className={styles['link']}>{location.host + location.pathname}</code>
      <Button variant="primary" size="small" icon={<Link2 size={16} aria-hidden="true" />} onClick={copyLink}>
        {t.call.copyLink}
      </Button>
    </aside>
  );
}
