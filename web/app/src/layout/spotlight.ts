import type { Rect, Size } from './geometry';
import { cameraShape, fitTile, gridRects } from './grid';

export interface SpotlightLayout {
  /** The large tile. */
  readonly main: Rect;
  /** The others, in order. They all fit: beside the large tile on a wide stage, below it on a tall one. */
  readonly others: readonly Rect[];
}

/** The share of the stage that the others get, and its bounds in pixels. */
const stripShare = 0.22;
const stripMin = 96;
const stripMax = 300;

/** One large tile with everybody else in a strip. */
export function spotlight(stage: Size, others: number, gap: number): SpotlightLayout {
  if (others === 0) return { main: { x: 0, y: 0, ...stage }, others: [] };
  return stage.width > stage.height * 1.1 ? stripBeside(stage, others, gap) : stripBelow(stage, others, gap);
}

function stripBeside(stage: Size, others: number, gap: number): SpotlightLayout {
  const width = stripLength(stage.width);
  const x = stage.width - width;
  return {
    main: { x: 0, y: 0, width: Math.max(0, x - gap), height: stage.height },
    others: strip({ x, y: 0, width, height: stage.height }, others, gap),
  };
}

function stripBelow(stage: Size, others: number, gap: number): SpotlightLayout {
  const wanted = Math.max(stripLength(stage.height), others > 3 ? stage.height * 0.36 : 0);
  const height = Math.min(wanted, stage.height / 2);
  const y = stage.height - height;
  return {
    main: { x: 0, y: 0, width: stage.width, height: Math.max(0, y - gap) },
    others: strip({ x: 0, y, width: stage.width, height }, others, gap),
  };
}

function stripLength(side: number): number {
  return Math.min(side / 2, Math.max(stripMin, Math.min(stripMax, side * stripShare)));
}

/** A grid of its own; small strips may hold more tiles than one line has room for. */
function strip(area: Rect, count: number, gap: number): Rect[] {
  if (count === 1) {
    const tile = fitTile(area, cameraShape);
    return [{ x: area.x + (area.width - tile.width) / 2, y: area.y + (area.height - tile.height) / 2, ...tile }];
  }
  return gridRects(area, count, gap).map((rect) => ({ ...rect, x: rect.x + area.x, y: rect.y + area.y }));
}
