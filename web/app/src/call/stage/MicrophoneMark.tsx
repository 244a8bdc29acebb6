import type { ParticipantState } from '@plenum/client';
import { Headphones, Mic, MicOff } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import styles from './MicrophoneMark.module.css';
import { publicationOf } from './tiles';

/** Whether somebody can be heard. */
export function MicrophoneMark({ participant }: { readonly participant: ParticipantState }) {
  const t = useMessages();
  const microphone = publicationOf(participant, 'microphone');
  if (!microphone && participant.role === 'viewer') return <Headphones role="img" aria-label={t.tile.noMicrophone} />;
  if (!microphone || microphone.muted) {
    return <MicOff className={styles['off']} role="img" aria-label={t.tile.muted} data-muted="true" />;
  }
  return (
    <Mic
      className={participant.speaking ? styles['speaking'] : undefined}
      role="img"
      aria-label={t.tile.unmuted}
      data-muted="false"
    />
  );
}
