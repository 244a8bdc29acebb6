namespace Plenum.Rtc.Rtcp;

/// <summary>A packet that a transport feedback reports as arrived.</summary>
/// <param name="Sequence">Its transport-wide sequence number.</param>
/// <param name="Ticks">Its arrival in <see cref="TransportFeedback.TickMicroseconds"/> after the reference time.</param>
public readonly record struct PacketArrival(ushort Sequence, int Ticks);
