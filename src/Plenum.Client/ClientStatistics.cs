using Plenum.Rtc;

namespace Plenum.Client;

/// <summary>Figures of a client's media connection, since it was made.</summary>
public sealed record ClientStatistics
{
    /// <summary>Whether media can flow.</summary>
    public required bool IsConnected { get; init; }

    /// <summary>Media packets received, those recovered by retransmission among them.</summary>
    public required long PacketsReceived { get; init; }

    /// <summary>Media packets that only a retransmission brought.</summary>
    public required long PacketsRecovered { get; init; }

    /// <summary>Media packets sent, without retransmissions.</summary>
    public required long PacketsSent { get; init; }

    /// <summary>Media packets sent again.</summary>
    public required long PacketsRetransmitted { get; init; }

    /// <summary>Datagrams dropped, for whatever reason.</summary>
    public required long DatagramsDropped { get; init; }

    /// <summary>The round trip to the server; null before it is known.</summary>
    public required TimeSpan? RoundTrip { get; init; }

    /// <summary>What may be sent to the server, by its feedback.</summary>
    public required Bitrate UplinkBitrate { get; init; }

    internal static ClientStatistics Of(Peer peer) => new()
    {
        IsConnected = peer.State == Rtc.Peers.PeerState.Connected,
        PacketsReceived = peer.InboundStreams.Sum(stream => stream.PacketsReceived),
        PacketsRecovered = peer.InboundStreams.Sum(stream => stream.PacketsRecovered),
        PacketsSent = peer.OutboundStreams.Sum(stream => stream.PacketsSent),
        PacketsRetransmitted = peer.OutboundStreams.Sum(stream => stream.PacketsRetransmitted),
        DatagramsDropped = peer.Drops.Total(),
        RoundTrip = peer.RoundTripTime.Latest,
        UplinkBitrate = peer.TargetBitrate,
    };
}
