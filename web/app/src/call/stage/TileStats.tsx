import type { MediaPath } from '@plenum/client';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import type { Messages } from '../../i18n/messages';
import { useCall } from '../CallContext';
import styles from './TileStats.module.css';
import { formatBitrate, formatShare, type TileFigures, tileFigures } from './tileFigures';
import type { TileModel } from './tiles';

/** The figures over a tile. */
export function TileStats({ tile }: { readonly tile: TileModel }) {
  const t = useMessages();
  const { call } = useCall();
  const figures = tileFigures(useObservable(call.stats), tile);
  return (
    <dl className={styles['stats']} data-testid="stats" aria-label={t.stats.title}>
      {figures ? (
        rows(t, figures).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))
      ) : (
        <div>
          <dt>{t.stats.title}</dt>
          <dd>{t.stats.none}</dd>
        </div>
      )}
    </dl>
  );
}

function rows(t: Messages, figures: TileFigures): [string, string][] {
  const { codec, width, height, framesPerSecond, videoBitrate, audioBitrate, loss, jitterMs, rttMs, paths } = figures;
  const found: [string, string][] = [];
  const add = (name: string, value: string | null) => {
    if (value) found.push([name, value]);
  };
  add(t.stats.codec, codec);
  add(
    t.stats.resolution,
    width && height ? `${width}×${height}${framesPerSecond === null ? '' : ` @ ${Math.round(framesPerSecond)}`}` : null,
  );
  add(
    t.stats.path,
    paths
      .map((path) => pathText(t, path))
      .filter((text) => text !== '')
      .join(', '),
  );
  add(t.stats.bitrate, videoBitrate === null ? null : formatBitrate(videoBitrate));
  add(t.stats.audioBitrate, audioBitrate === null ? null : formatBitrate(audioBitrate));
  add(t.stats.loss, loss === null ? null : formatShare(loss));
  add(t.stats.rtt, rttMs === null ? null : `${Math.round(rttMs)} ms`);
  add(t.stats.jitter, jitterMs === null ? null : `${Math.round(jitterMs)} ms`);
  add(t.stats.limited, figures.limitation === null ? null : limitText(t, figures.limitation));
  return found;
}

/** How a direct link got through is the browser's word (host, srflx, ...) and what that means; the rest says it all. */
function pathText(t: Messages, path: MediaPath): string {
  const meaning: Record<MediaPath, string> = {
    host: `host · ${t.stats.pathHost}`,
    srflx: `srflx · ${t.stats.pathNat}`,
    prflx: `prflx · ${t.stats.pathNat}`,
    relay: `relay · ${t.stats.pathRelay}`,
    server: t.stats.pathServer,
    unknown: '',
  };
  return meaning[path];
}

function limitText(t: Messages, limitation: string): string {
  if (limitation === 'cpu') return t.stats.limitedCpu;
  return limitation === 'bandwidth' ? t.stats.limitedBandwidth : limitation;
}
