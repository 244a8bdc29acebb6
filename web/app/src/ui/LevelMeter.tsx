import { type CSSProperties, useEffect, useRef } from 'react';
import styles from './LevelMeter.module.css';

const segments = 14;

/** A bar that follows a level between 0 and 1, asked for at each animation frame; drawn without rendering. */
export function LevelMeter({ level, label }: { readonly level: () => number; readonly label: string }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    let shown = 0;
    const draw = () => {
      const now = level();
      // Rises at once, falls slowly: a meter that trembles cannot be read.
      shown = now > shown ? now : shown * 0.9 + now * 0.1;
      ref.current?.style.setProperty('--level', String(Math.round(shown * segments)));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    <div ref={ref} className={styles['meter']} role="img" aria-label={label}>
      {Array.from({ length: segments }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the segments have no other identity than their place.
        <i key={index} style={{ '--index': index } as CSSProperties} />
      ))}
    </div>
  );
}
