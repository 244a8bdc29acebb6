import { expect, it } from 'vitest';
import { Sparing } from '../../src/sparing';

it('what recurs takes at most a tenth of the time, and all the turns it likes while it is quick', () => {
  let now = 0;
  let takes = 1;
  let runs = 0;
  const sparing = new Sparing(() => now);
  const second = () => {
    runs = 0;
    for (const end = now + 1_000; now < end; now += 50) {
      sparing.run(() => {
        runs++;
        now += takes;
      });
    }
    return runs;
  };
  expect(second()).toBeGreaterThanOrEqual(19);
  takes = 40;
  expect(second()).toBeLessThanOrEqual(3);
  takes = 1;
  expect(second()).toBeGreaterThanOrEqual(13);
});
