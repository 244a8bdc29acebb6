namespace Plenum.Rtc.Congestion;

/// <summary>A packet sent, as it is remembered until its feedback comes.</summary>
/// <param name="SentAt">When it left, in microseconds of our clock.</param>
/// <param name="Bytes">Its size on the wire.</param>
/// <param name="Cluster">The probe it belongs to; 0 for none.</param>
/// <param name="WasLost">Whether a feedback called it lost before.</param>
internal readonly record struct SentPacket(long SentAt, int Bytes, byte Cluster, bool WasLost);
