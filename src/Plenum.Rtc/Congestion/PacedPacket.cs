namespace Plenum.Rtc.Congestion;

/// <summary>A packet that may leave now.</summary>
/// <param name="Handle">What the caller queued it under.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Cluster">The probe it is sent for; 0 for none.</param>
public readonly record struct PacedPacket(int Handle, int Bytes, byte Cluster);
