namespace Plenum.Rtc;

/// <summary>What a datagram on a WebRTC port is.</summary>
public enum PacketKind
{
    /// <summary>Nothing that is spoken here.</summary>
    Unknown,

    /// <summary>STUN (RFC 8489).</summary>
    Stun,

    /// <summary>DTLS (RFC 6347, 9147).</summary>
    Dtls,

    /// <summary>TURN ChannelData (RFC 8656).</summary>
    TurnChannel,

    /// <summary>RTP, protected or not (RFC 3550).</summary>
    Rtp,

    /// <summary>RTCP, protected or not (RFC 3550), multiplexed as in RFC 5761.</summary>
    Rtcp,
}
