import type { Quality, QualityLevel } from '@plenum/client';
import { useMessages } from '../../hooks/useMessages';
import type { Messages } from '../../i18n/messages';
import styles from './QualityBars.module.css';

const bars: Readonly<Record<QualityLevel, number>> = { unknown: 0, lost: 0, poor: 1, good: 2, excellent: 3 };

export function QualityBars({ quality: { level, score } }: { readonly quality: Quality }) {
  const t = useMessages();
  return (
    <span
      className={styles['bars']}
      role="img"
      aria-label={qualityText(t, level)}
      title={qualityText(t, level)}
      data-testid="quality"
      data-level={level}
      data-score={score ?? ''}
    >
      {[1, 2, 3].map((bar) => (
        <i key={bar} data-lit={bar <= bars[level]} />
      ))}
    </span>
  );
}

export function qualityText(t: Messages, level: QualityLevel): string {
  return {
    unknown: t.tile.qualityUnknown,
    lost: t.tile.qualityLost,
    poor: t.tile.qualityPoor,
    good: t.tile.qualityGood,
    excellent: t.tile.qualityExcellent,
  }[level];
}
