import { meterScale } from '../media/level-meter';

interface Last {
  readonly rtpTimestamp: number;
  readonly unchanged: number;
}

/** Readings of 70 ms without a new packet after which the level is nobody's any more (DTX sends one in 400 ms). */
const STALE_AFTER = 7;

/** Loudness of received sound, from the level that the sender writes beside each packet (RFC 6464). */
export class ReceiverLevels {
  private readonly last = new WeakMap<RTCRtpReceiver, Last>();

  /** On the meter's scale, 0 to 1. */
  read(receiver: RTCRtpReceiver): number {
    const [source] = receiver.getSynchronizationSources();
    if (!source) return 0;
    const before = this.last.get(receiver);
    const unchanged = before?.rtpTimestamp === source.rtpTimestamp ? before.unchanged + 1 : 0;
    this.last.set(receiver, { rtpTimestamp: source.rtpTimestamp, unchanged });
    return unchanged >= STALE_AFTER ? 0 : meterScale(source.audioLevel ?? 0);
  }
}
