import { describe, expect, it } from 'vitest';
import { meterScale } from '../../src/media/level-meter';
import { ActiveSpeaker } from '../../src/speaking/active-speaker';
import { SpeakingDetector } from '../../src/speaking/detector';

/** Feeds levels ten times a second and gives what the detector said. */
function detect(levels: readonly number[]): boolean[] {
  const detector = new SpeakingDetector();
  return levels.map((level, index) => detector.update(level, index * 100));
}

const times = (count: number, level: number) => Array.from({ length: count }, () => level);

describe('a voice', () => {
  it('speaks after two readings, or one that is loud', () => {
    expect(detect([0.1, 0.4, 0.4])).toEqual([false, false, true]);
    expect(detect([0.1, 0.7])).toEqual([false, true]);
  });

  it('does not stop between words', () => {
    const said = detect([0.1, 0.5, 0.5, ...times(8, 0.1), 0.5, ...times(12, 0.1)]);
    expect(said.slice(2, 19).every(Boolean)).toBe(true);
    expect(said.at(-1)).toBe(false);
  });

  it('is not a single click', () => {
    expect(detect([0.1, 0.4, 0.1, 0.1, 0.4, 0.1]).some(Boolean)).toBe(false);
  });

  it('is not a constant hum', () => {
    expect(detect(times(600, 0.5)).at(-1)).toBe(false);
  });

  it('stands out of noise', () => {
    const said = detect([...times(600, 0.45), 0.65, 0.65]);
    expect(said.at(-1)).toBe(true);
  });
});

describe('the floor', () => {
  const voice = (participant: string, level: number) => ({ participant, level, speaking: level > 0.3 });

  it('goes to whoever speaks, and stays in silence', () => {
    const floor = new ActiveSpeaker();
    expect(floor.update([voice('a', 0), voice('b', 0)], 0)).toBeNull();
    expect(floor.update([voice('a', 0), voice('b', 0.5)], 100)).toBe('b');
    expect(floor.update([voice('a', 0), voice('b', 0)], 5_000)).toBe('b');
    expect(floor.update([voice('a', 0.4), voice('b', 0)], 5_100)).toBe('a');
  });

  it('is not taken by somebody just as loud', () => {
    const floor = new ActiveSpeaker();
    for (let now = 0; now < 20_000; now += 100) {
      expect(floor.update([voice('a', 0.5), ...(now > 500 ? [voice('b', 0.52)] : [])], now)).toBe('a');
    }
  });

  it('is taken by somebody much louder, but not at once', () => {
    const floor = new ActiveSpeaker();
    const changes: number[] = [];
    for (let now = 0; now < 10_000; now += 100) {
      const holder = floor.update([voice('a', 0.4), voice('b', now > 500 ? 0.9 : 0)], now);
      if (holder === 'b') changes.push(now);
    }
    expect(changes[0]).toBe(2_000);
  });

  it('is free when its holder leaves', () => {
    const floor = new ActiveSpeaker();
    floor.update([voice('a', 0.5)], 0);
    expect(floor.update([], 100)).toBeNull();
  });
});

describe('a meter', () => {
  it.each([
    [0, 0],
    [0.001, 0],
    [0.0316, 0.5],
    [1, 1],
    [2, 1],
  ])('shows an amplitude of %f as %f', (amplitude, shown) => {
    expect(meterScale(amplitude)).toBeCloseTo(shown, 2);
  });
});
