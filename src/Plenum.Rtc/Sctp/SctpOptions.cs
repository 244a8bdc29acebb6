namespace Plenum.Rtc.Sctp;

/// <summary>How an association behaves and what bounds it.</summary>
public sealed record SctpOptions
{
    /// <summary>Our port, from the SDP.</summary>
    public ushort LocalPort { get; init; } = 5000;

    /// <summary>The other side's port, from its SDP.</summary>
    public ushort RemotePort { get; init; } = 5000;

    /// <summary>
    /// The longest packet, in bytes; a multiple of four. With DTLS, UDP and IPv6 around it, 1160 stays under the 1280
    /// bytes that every IPv6 path carries (RFC 8831, section 5: no fragmentation by IP).
    /// </summary>
    public int MaxPacketLength { get; init; } = 1160;

    /// <summary>The longest message that is taken, in bytes: what our SDP says.</summary>
    public int MaxMessageLength { get; init; } = 262_144;

    /// <summary>The longest message that the other side takes, in bytes: what its SDP says.</summary>
    public long RemoteMaxMessageLength { get; init; } = 65_536;

    /// <summary>Bytes of received parts that may wait for others: the receive window.</summary>
    public int ReceiveBuffer { get; init; } = 1_048_576;

    /// <summary>Bytes that may wait to be sent or acknowledged; more is not taken.</summary>
    public int SendBuffer { get; init; } = 4_194_304;

    /// <summary>Streams, and so data channels, in each direction; ids are smaller than this.</summary>
    public ushort MaxStreams { get; init; } = 2048;

    /// <summary>How often in a row a packet is sent in vain before the association fails.</summary>
    public int MaxRetransmissions { get; init; } = 20;

    /// <summary>How often the packets that open or end the association are sent in vain before it fails.</summary>
    public int MaxHandshakeRetransmissions { get; init; } = 20;

    /// <summary>How long nothing may be heard before the other side is asked for a sign of life.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);
}
