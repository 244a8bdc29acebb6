import { describe, expect, it } from 'vitest';
import { type EncoderStrain, NO_STRAIN, StrainDetector } from '../../src/stats/strain';

const fine: EncoderStrain = { carried: 1, cpuLimited: false };
const starved: EncoderStrain = { carried: 0.2, cpuLimited: false };
const slow: EncoderStrain = { carried: 1, cpuLimited: true };

function setup() {
  const detector = new StrainDetector();
  let now = 0;
  /** So many seconds of the same; the last finding. */
  return (seconds: number, encoders: readonly EncoderStrain[], links = 3) => {
    let strain = NO_STRAIN;
    for (let second = 0; second < seconds; second++) {
      now += 1_000;
      strain = detector.update(encoders, links, now);
    }
    return strain;
  };
}

describe('strain', () => {
  it('is found when the uplink carries less than half for some seconds', () => {
    const pass = setup();
    expect(pass(3, [starved, starved])).toEqual(NO_STRAIN);
    expect(pass(1, [starved, starved])).toEqual({ uplink: true, cpu: false });
  });

  it('is not found in one poor link among good ones, nor with one other participant', () => {
    expect(setup()(60, [starved, fine, fine])).toEqual(NO_STRAIN);
    expect(setup()(60, [starved], 1)).toEqual(NO_STRAIN);
  });

  it('is found when the processor does not keep up', () => {
    expect(setup()(5, [fine, slow])).toEqual({ uplink: false, cpu: true });
  });

  it('holds when the call has moved and nothing is left to measure, then the mesh may be tried again', () => {
    const pass = setup();
    pass(4, [starved]);
    expect(pass(59, [], 0).uplink).toBe(true);
    expect(pass(2, [], 0).uplink).toBe(false);
  });

  it('holds twice as long each time the mesh fails again soon', () => {
    const pass = setup();
    pass(4, [starved]);
    pass(70, [], 0);
    pass(4, [starved]);
    expect(pass(110, [], 0).uplink).toBe(true);
    pass(20, [], 0);
    pass(4, [starved]);
    expect(pass(230, [], 0).uplink).toBe(true);
    expect(pass(20, [], 0).uplink).toBe(false);
  });

  it('begins with a short hold after a long calm', () => {
    const pass = setup();
    pass(4, [starved]);
    pass(600, [fine, fine]);
    pass(4, [starved]);
    expect(pass(59, [], 0).uplink).toBe(true);
    expect(pass(2, [], 0).uplink).toBe(false);
  });
});
