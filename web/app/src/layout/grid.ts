import type { Rect, Size } from './geometry';

/** How tiles may be shaped; a picture is cropped to its tile, so the range is that of croppings that still look good. */
export interface TileShape {
  readonly minAspect: number;
  readonly maxAspect: number;
  /** The aspect of most cameras: of two equally large arrangements the one that crops less is better. */
  readonly sourceAspect: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Size;
}

export const cameraShape: TileShape = { minAspect: 3 / 4, maxAspect: 16 / 9, sourceAspect: 4 / 3 };

/**
 * The arrangement of `count` equal tiles that shows most of everybody's picture in `stage`. Every tile lies inside the
 * stage, whatever its size. Linear in `count`.
 */
export function fitGrid(stage: Size, count: number, gap: number, shape: TileShape = cameraShape): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), tile: { width: 0, height: 0 } };
  let bestScore = -1;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const tile = fitTile(cellSize(stage, columns, rows, gap), shape);
    const score = visibleArea(tile, shape.sourceAspect);
    if (score > bestScore) {
      best = { columns, rows, tile };
      bestScore = score;
    }
  }
  return best;
}

/** The tiles of `fitGrid`, centred on the stage, the last row centred as well. */
export function gridRects(stage: Size, count: number, gap: number, shape: TileShape = cameraShape): Rect[] {
  const { columns, rows, tile } = fitGrid(stage, count, gap, shape);
  const top = (stage.height - rows * tile.height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = (stage.width - inRow * tile.width - (inRow - 1) * gap) / 2;
    return {
      x: left + (index % columns) * (tile.width + gap),
      y: top + row * (tile.height + gap),
      ...tile,
    };
  });
}

function cellSize(stage: Size, columns: number, rows: number, gap: number): Size {
  return {
    width: Math.max(0, (stage.width - (columns - 1) * gap) / columns),
    height: Math.max(0, (stage.height - (rows - 1) * gap) / rows),
  };
}

/** The largest size within the cell whose aspect is in the shape's range. */
export function fitTile(cell: Size, { minAspect, maxAspect }: TileShape): Size {
  return {
    width: Math.min(cell.width, cell.height * maxAspect),
    height: Math.min(cell.height, cell.width / minAspect),
  };
}

function visibleArea(tile: Size, sourceAspect: number): number {
  if (tile.height === 0) return 0;
  const aspect = tile.width / tile.height;
  return tile.width * tile.height * Math.sqrt(Math.min(aspect / sourceAspect, sourceAspect / aspect));
}
