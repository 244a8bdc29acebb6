namespace Plenum.Rtc;

/// <summary>Tells the protocols that share a port apart by the first byte (RFC 7983, section 7).</summary>
public static class Demultiplexer
{
    /// <summary>What this datagram is. Looks at two bytes, promises nothing about the rest.</summary>
    public static PacketKind Classify(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < 2)
            return PacketKind.Unknown;
        return datagram[0] switch
        {
            <= 3 => PacketKind.Stun,
            >= 20 and <= 63 => PacketKind.Dtls,
            >= 64 and <= 79 => PacketKind.TurnChannel,
            // RFC 5761, section 4: RTCP packet types 192 to 223 stand where RTP has its marker and payload type.
            >= 128 and <= 191 => datagram[1] is >= 192 and <= 223 ? PacketKind.Rtcp : PacketKind.Rtp,
            _ => PacketKind.Unknown,
        };
    }
}
