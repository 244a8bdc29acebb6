import type { Call } from '@plenum/client';
import { Hourglass } from 'lucide-react';
import { useTitle } from '../../hooks/useDocument';
import { useMessages } from '../../hooks/useMessages';
import { useSelected } from '../../hooks/useObservable';
import { usePreferences } from '../../hooks/usePreferences';
import { VideoView } from '../../media/VideoView';
import { Button } from '../../ui/Button';
import { PageShell } from '../../ui/PageShell';
import styles from './Message.module.css';

export function WaitingPage({ call }: { readonly call: Call }) {
  const t = useMessages();
  const [{ mirror }] = usePreferences();
  const camera = useSelected(call.media, (state) => state.camera);
  useTitle(`${t.waiting.title} · Plenum`);
  return (
    <PageShell center>
      <div className={styles['message']} data-testid="waiting">
        {camera.status === 'on' && camera.track ? (
          <div className={styles['preview']}>
            <VideoView track={camera.track} label={t.prejoin.preview} mirrored={mirror} />
          </div>
        ) : (
          <span className={styles['pulse']} aria-hidden="true">
            <Hourglass />
          </span>
        )}
        <h1>{t.waiting.title}</h1>
        <p role="status">{t.waiting.text}</p>
        <div className={styles['actions']}>
          <Button onClick={() => void call.leave()}>{t.waiting.leave}</Button>
        </div>
      </div>
    </PageShell>
  );
}
