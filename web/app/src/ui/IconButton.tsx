import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes';
import styles from './IconButton.module.css';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  /** `off`: a device that is switched off; `active`: something that is on or open. */
  readonly tone?: 'neutral' | 'off' | 'active' | 'danger' | 'ghost' | 'overlay';
  readonly size?: 'small' | 'medium' | 'large';
  readonly badge?: ReactNode;
  /** Where the label appears while the pointer rests on the button. */
  readonly tip?: 'above' | 'below' | 'none';
  readonly 'data-testid'?: string;
  readonly 'data-state'?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  icon,
  tone = 'neutral',
  size = 'medium',
  badge,
  tip = 'above',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={tip === 'none' ? undefined : label}
      className={classes(
        styles['button'],
        styles[tone],
        styles[size],
        tip === 'below' && styles['tipBelow'],
        className,
      )}
      // A click leaves the focus where it is, so that the space bar stays free for push-to-talk; Tab reaches it still.
      onMouseDown={(event) => event.preventDefault()}
      {...rest}
    >
      {icon}
      {badge !== undefined && badge !== null && badge !== 0 && (
        <span className={styles['badge']} aria-hidden="true">
          {badge}
        </span>
      )}
    </button>
  );
}
