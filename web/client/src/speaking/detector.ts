/** Levels are on the meter's scale: 0 at -60 dB, 1 at full scale. -39 dB is a quiet voice close to a microphone. */
const LEAST_LEVEL = 0.35;
/** Speech stands out from the room's noise by at least this (about 7 dB). */
const ABOVE_NOISE = 0.12;
/**
 * Two readings in a row, or one at -33 dB or more: a level is that of one packet of 20 ms, so a short loud sound may fall
 * between two readings all but for its end. A key is not as loud.
 */
const READINGS_TO_START = 2;
const LOUD_ENOUGH_ALONE = 0.45;
/** Pauses between words are no silence. */
const HOLD_MS = 800;
/** The noise floor falls at once to a quieter room and rises slowly, so that speech does not become noise. */
const FLOOR_RISE = 0.002;

/** Tells whether one voice speaks, from levels read about fourteen times a second. */
export class SpeakingDetector {
  private floor = 0;
  private loud = 0;
  private loudAt = Number.NEGATIVE_INFINITY;
  private speaking = false;

  update(level: number, now: number): boolean {
    this.floor = level < this.floor ? level : Math.min(level, this.floor + FLOOR_RISE);
    const isLoud = level >= Math.max(LEAST_LEVEL, this.floor + ABOVE_NOISE);
    const weight = level >= LOUD_ENOUGH_ALONE ? READINGS_TO_START : 1;
    this.loud = isLoud ? this.loud + weight : 0;
    if (this.loud >= READINGS_TO_START || (isLoud && this.speaking)) {
      this.speaking = true;
      this.loudAt = now;
    } else if (now - this.loudAt > HOLD_MS) {
      this.speaking = false;
    }
    return this.speaking;
  }
}
