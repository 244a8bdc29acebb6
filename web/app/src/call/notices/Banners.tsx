import { Gauge, MonitorUp, VolumeX } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { Button } from '../../ui/Button';
import { useCall, useCallState, useRequest } from '../CallContext';
import { useScreenShare } from '../controls/useScreenShare';
import styles from './Banners.module.css';

/** Lasting states that somebody should know of. They lie over the pictures, which would jump if they made room. */
export function Banners() {
  return (
    <div className={styles['banners']}>
      <ReconnectingBanner />
      <PlaybackBanner />
      <OverloadBanner />
      <PresentingBanner />
    </div>
  );
}

function ReconnectingBanner() {
  const t = useMessages();
  const reconnecting = useCallState((state) => state.status === 'reconnecting');
  if (!reconnecting) return null;
  return (
    <div className={styles['banner']} data-tone="warning" role="status" data-testid="reconnecting">
      <span className={styles['spinner']} aria-hidden="true" />
      <strong>{t.call.reconnecting}</strong>
      <span>{t.call.reconnectingHint}</span>
    </div>
  );
}

function PlaybackBanner() {
  const t = useMessages();
  const { call } = useCall();
  const request = useRequest();
  const blocked = useCallState((state) => state.playbackBlocked);
  if (!blocked) return null;
  return (
    <div className={styles['banner']} data-tone="warning" role="alert" data-testid="playback-blocked">
      <VolumeX aria-hidden="true" />
      <strong>{t.notices.autoplayBlocked}</strong>
      <Button size="small" variant="primary" onClick={() => request(call.resumePlayback())}>
        {t.notices.playSound}
      </Button>
    </div>
  );
}

function OverloadBanner() {
  const t = useMessages();
  const sheds = useCallState((state) => state.sheds);
  if (sheds === 'nothing') return null;
  return (
    <div className={styles['banner']} role="status" data-testid="overloaded">
      <Gauge aria-hidden="true" />
      <strong>{t.call.sheds[sheds]}</strong>
      <span>{t.call.shedsHint}</span>
    </div>
  );
}

function PresentingBanner() {
  const t = useMessages();
  const { on, toggle } = useScreenShare();
  if (!on) return null;
  return (
    <div className={styles['banner']} role="status">
      <MonitorUp aria-hidden="true" />
      <strong>{t.call.presentingSelf}</strong>
      <Button size="small" variant="danger" onClick={toggle}>
        {t.call.stopPresenting}
      </Button>
    </div>
  );
}
