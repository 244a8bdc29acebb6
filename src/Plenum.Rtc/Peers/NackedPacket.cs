namespace Plenum.Rtc.Peers;

/// <summary>A packet that the peer misses and the stream's owner keeps.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="SequenceNumber">The number it was sent under.</param>
public readonly record struct NackedPacket(OutboundStream Stream, ushort SequenceNumber);
