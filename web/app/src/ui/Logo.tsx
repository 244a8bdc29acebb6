import styles from './Logo.module.css';

const seats = Array.from({ length: 6 }, (_, index) => {
  const angle = (index * Math.PI) / 3 - Math.PI / 2;
  return { cx: 16 + 8.6 * Math.cos(angle), cy: 16 + 8.6 * Math.sin(angle) };
});

/** Six around one: a plenum. */
export function Logo({ wordmark = true }: { readonly wordmark?: boolean }) {
  return (
    <span className={styles['logo']}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        {seats.map((seat) => (
          <circle key={`${seat.cx} ${seat.cy}`} {...seat} r="3" className={styles['seat']} />
        ))}
        <circle cx="16" cy="16" r="3.6" className={styles['middle']} />
      </svg>
      {wordmark && <span className={styles['word']}>Plenum</span>}
    </span>
  );
}
