using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>What was sent to a slot under one sequence number, so that it can be made again bit by bit.</summary>
internal struct SentPacket
{
    public SourceStream? Stream;
    public long SourceSequence;
    public OutboundNumbers Numbers;
    public byte PayloadType;
    public bool Marker;

    /// <summary>Whether it only filled its place.</summary>
    public bool IsPadding;
    public Timestamp RepeatedAt;
}
