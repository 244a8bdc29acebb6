import type { CSSProperties } from 'react';
import styles from './Avatar.module.css';
import { hueOf, initials } from './initials';

export interface AvatarProps {
  readonly name: string;
  /** What the colour follows; people of the same name differ. */
  readonly seed: string;
  /** CSS length. */
  readonly size?: string;
}

export function Avatar({ name, seed, size = '36px' }: AvatarProps) {
  const style = { '--hue': hueOf(seed).toFixed(0), '--size': size } as CSSProperties;
  return (
    <span className={styles['avatar']} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
