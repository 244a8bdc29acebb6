import { type CSSProperties, useEffect, useState } from 'react';
import { useMessages } from '../../hooks/useMessages';
import hidden from '../../ui/visuallyHidden.module.css';
import { useCall } from '../CallContext';
import styles from './Reactions.module.css';

interface Floating {
  readonly id: number;
  readonly emoji: string;
  readonly name: string;
}

const lanes = 5;
const maxFloating = 24;

/** Emojis that rise over the pictures, each with the name of who sent it. */
export function Reactions() {
  const t = useMessages();
  const { call } = useCall();
  const [floating, setFloating] = useState<readonly Floating[]>([]);
  useEffect(() => {
    let lastId = 0;
    return call.on('reaction', ({ participant, emoji }) => {
      const reaction = { id: ++lastId, emoji, name: participant.name };
      setFloating((current) => [...current, reaction].slice(-maxFloating));
    });
  }, [call]);
  const newest = floating.at(-1);
  return (
    <div className={styles['reactions']}>
      <p role="status" className={hidden['hidden']}>
        {newest && t.notices.reaction(newest.name, newest.emoji)}
      </p>
      {floating.map(({ id, emoji, name }) => (
        <span
          key={id}
          className={styles['reaction']}
          style={{ '--lane': id % lanes } as CSSProperties}
          data-testid="reaction"
          aria-hidden="true"
          onAnimationEnd={() => setFloating((current) => current.filter((other) => other.id !== id))}
        >
          <span className={styles['emoji']}>{emoji}</span>
          <span className={styles['name']}>{name}</span>
        </span>
      ))}
    </div>
  );
}
