import styles from './MeshArt.module.css';

interface Seat {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly hue: number;
  readonly speaks?: boolean;
}

const seats: readonly Seat[] = [
  { x: 200, y: 66, radius: 34, hue: 172 },
  { x: 322, y: 134, radius: 40, hue: 255, speaks: true },
  { x: 316, y: 276, radius: 30, hue: 310 },
  { x: 200, y: 340, radius: 37, hue: 35 },
  { x: 82, y: 270, radius: 41, hue: 215 },
  { x: 86, y: 128, radius: 31, hue: 345 },
];

const links = seats.flatMap((from, index) => seats.slice(index + 1).map((to) => ({ from, to })));

/** Six people, each linked with each: what a mesh call is. */
export function MeshArt() {
  return (
    <svg className={styles['art']} viewBox="0 0 400 400" aria-hidden="true">
      <g className={styles['links']}>
        {links.map(({ from, to }) => (
          <line key={`${from.hue} ${to.hue}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
        ))}
      </g>
      {seats.map((seat) => (
        <Person key={seat.hue} {...seat} />
      ))}
    </svg>
  );
}

function Person({ x, y, radius, hue, speaks }: Seat) {
  const id = `seat-${hue}`;
  return (
    <g className={styles['person']} style={{ animationDelay: `${-hue * 37}ms` }}>
      <defs>
        <linearGradient id={id} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor={`oklch(76% 0.13 ${hue})`} />
          <stop offset="1" stopColor={`oklch(50% 0.15 ${hue + 40})`} />
        </linearGradient>
        <clipPath id={`${id}-clip`}>
          <circle cx={x} cy={y} r={radius} />
        </clipPath>
      </defs>
      {speaks && <circle cx={x} cy={y} r={radius + 7} className={styles['ring']} />}
      <circle cx={x} cy={y} r={radius} fill={`url(#${id})`} />
      <g clipPath={`url(#${id}-clip)`} fill="#fff" fillOpacity="0.86">
        <circle cx={x} cy={y - radius * 0.2} r={radius * 0.31} />
        <ellipse cx={x} cy={y + radius * 0.88} rx={radius * 0.62} ry={radius * 0.6} />
      </g>
    </g>
  );
}
