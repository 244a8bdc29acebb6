import { describe, expect, it } from 'vitest';
import type { Rect } from '../src/layout/geometry';
import { cameraShape, fitGrid, gridRects } from '../src/layout/grid';
import { spotlight } from '../src/layout/spotlight';

const stages = [
  { width: 1416, height: 798 },
  { width: 374, height: 700 },
  { width: 344, height: 500 },
  { width: 2560, height: 1300 },
  { width: 900, height: 320 },
  { width: 301, height: 299 },
];

function overlap(a: Rect, b: Rect): boolean {
  const slack = 1e-6;
  const apartX = a.x + a.width <= b.x + slack || b.x + b.width <= a.x + slack;
  const apartY = a.y + a.height <= b.y + slack || b.y + b.height <= a.y + slack;
  return !apartX && !apartY;
}

function expectInside(rect: Rect, { width, height }: { width: number; height: number }): void {
  const slack = 1e-6;
  expect(rect.width).toBeGreaterThan(0);
  expect(rect.height).toBeGreaterThan(0);
  expect(rect.x).toBeGreaterThanOrEqual(-slack);
  expect(rect.y).toBeGreaterThanOrEqual(-slack);
  expect(rect.x + rect.width).toBeLessThanOrEqual(width + slack);
  expect(rect.y + rect.height).toBeLessThanOrEqual(height + slack);
}

function expectTiled(rects: readonly Rect[], stage: { width: number; height: number }): void {
  for (const [index, rect] of rects.entries()) {
    expectInside(rect, stage);
    for (const other of rects.slice(index + 1)) expect(overlap(rect, other)).toBe(false);
  }
}

describe('the grid', () => {
  it('keeps every tile inside the stage and off the others, for any stage and number of people', () => {
    for (const stage of stages) {
      for (let count = 1; count <= 30; count++) {
        const rects = gridRects(stage, count, 12);
        expect(rects).toHaveLength(count);
        expectTiled(rects, stage);
      }
    }
  });

  it('keeps tiles in shapes that still look good', () => {
    for (const stage of stages) {
      for (let count = 1; count <= 12; count++) {
        const { tile } = fitGrid(stage, count, 12);
        expect(tile.width / tile.height).toBeGreaterThanOrEqual(cameraShape.minAspect - 1e-9);
        expect(tile.width / tile.height).toBeLessThanOrEqual(cameraShape.maxAspect + 1e-9);
      }
    }
  });

  it.each([
    ['two side by side on a wide stage', 1416, 798, 2, 2, 1],
    ['two above each other on a phone', 374, 700, 2, 1, 2],
    ['five in three and two on a wide stage', 1416, 798, 5, 3, 2],
    ['eight in two rows on a wide stage', 1416, 798, 8, 4, 2],
    ['eight in two columns on a phone', 374, 700, 8, 2, 4],
    ['six in one row on a ribbon', 1600, 240, 6, 6, 1],
  ])('puts %s', (_, width, height, count, columns, rows) => {
    expect(fitGrid({ width, height }, count, 12)).toMatchObject({ columns, rows });
  });

  it('centres the last row', () => {
    const rects = gridRects({ width: 1416, height: 798 }, 5, 12);
    const [left, right] = rects.slice(3);
    expect(left?.x).toBeCloseTo(1416 - ((right?.x ?? 0) + (right?.width ?? 0)));
  });

  it('survives a stage of no size', () => {
    expect(gridRects({ width: 0, height: 0 }, 4, 12)).toHaveLength(4);
  });
});

describe('the spotlight', () => {
  it('keeps everybody inside the stage and off each other', () => {
    for (const stage of stages) {
      for (let others = 0; others <= 12; others++) {
        const layout = spotlight(stage, others, 12);
        expect(layout.others).toHaveLength(others);
        expectTiled([layout.main, ...layout.others], stage);
      }
    }
  });

  it('gives the large tile the whole stage when nobody else is there', () => {
    expect(spotlight({ width: 800, height: 600 }, 0, 12).main).toEqual({ x: 0, y: 0, width: 800, height: 600 });
  });

  it('puts the others beside the large tile on a wide stage and below it on a tall one', () => {
    const wide = spotlight({ width: 1400, height: 800 }, 3, 12);
    const tall = spotlight({ width: 400, height: 800 }, 3, 12);
    expect(wide.others.every((rect) => rect.x >= wide.main.width)).toBe(true);
    expect(tall.others.every((rect) => rect.y >= tall.main.height)).toBe(true);
  });
});
