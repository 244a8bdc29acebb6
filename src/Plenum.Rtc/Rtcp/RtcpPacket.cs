namespace Plenum.Rtc.Rtcp;

/// <summary>One packet of a compound: its header's fields and the body behind the header. The bytes stay the caller's.</summary>
public readonly ref struct RtcpPacket
{
    /// <summary>The bytes of the header every RTCP packet starts with.</summary>
    public const int HeaderLength = 4;

    internal RtcpPacket(RtcpType type, byte count, ReadOnlySpan<byte> body)
    {
        Type = type;
        Count = count;
        Body = body;
    }

    /// <summary>The packet type; values outside the enumeration are types we do not speak.</summary>
    public RtcpType Type { get; }

    /// <summary>The five bits after the padding bit: a count of items, or the feedback message type.</summary>
    public byte Count { get; }

    /// <summary>The bytes after the header, without padding.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether a packet on a multiplexed port is RTCP rather than RTP (RFC 5761, section 4).</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= HeaderLength && datagram[1] is >= 192 and <= 223;

    /// <summary>Whether this is a feedback message of the given type and message type.</summary>
    internal bool IsFeedback(RtcpType type, byte messageType) => Type == type && Count == messageType;
}
