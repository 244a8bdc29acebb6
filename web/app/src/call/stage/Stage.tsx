import { useMemo, useRef } from 'react';
import { useElementSize } from '../../hooks/useElementSize';
import { useNarrow } from '../../hooks/useMediaQuery';
import { useMessages } from '../../hooks/useMessages';
import type { Rect, Size } from '../../layout/geometry';
import { gridRects } from '../../layout/grid';
import { spotlight } from '../../layout/spotlight';
import { useUi } from '../CallContext';
import { AloneHint } from './AloneHint';
import styles from './Stage.module.css';
import { Tile } from './Tile';
import type { TileModel } from './tiles';
import { useView } from './useView';

/** All tiles, laid out to fit. They stay mounted and move, whatever the arrangement, so that no picture is cut. */
export function Stage() {
  const t = useMessages();
  const ref = useRef<HTMLDivElement>(null);
  const size = useElementSize(ref);
  const gap = useNarrow() ? 8 : 12;
  const { tiles, focused } = useView();
  const { pinned, statistics } = useUi();
  const rects = useMemo(() => arrange(tiles, focused, size, gap), [tiles, focused, size, gap]);
  const alone = tiles.length === 1 && tiles[0]?.participant.isLocal === true;
  return (
    <section ref={ref} className={styles['stage']} aria-label={t.call.stage} data-layout={focused ? 'speaker' : 'grid'}>
      {size.width > 0 &&
        tiles.map((tile) => (
          <Tile
            key={tile.key}
            tile={tile}
            rect={rects.get(tile.key) ?? emptyRect}
            large={tile.key === focused}
            pinned={tile.key === pinned}
            statistics={statistics}
          />
        ))}
      {alone && <AloneHint />}
    </section>
  );
}

const emptyRect: Rect = { x: 0, y: 0, width: 0, height: 0 };

function arrange(tiles: readonly TileModel[], focused: string | null, size: Size, gap: number): Map<string, Rect> {
  const keys = tiles.map((tile) => tile.key);
  if (focused === null) {
    const rects = gridRects(size, keys.length, gap);
    return new Map(keys.map((key, index) => [key, rects[index] ?? emptyRect]));
  }
  const others = keys.filter((key) => key !== focused);
  const layout = spotlight(size, others.length, gap);
  return new Map([
    [focused, layout.main],
    ...others.map((key, index) => [key, layout.others[index] ?? emptyRect] as const),
  ]);
}
