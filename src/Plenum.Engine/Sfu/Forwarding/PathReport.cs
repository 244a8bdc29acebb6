using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>What is known of the path to a client at a moment.</summary>
internal readonly record struct PathReport
{
    /// <summary>The estimate by transport-wide feedback.</summary>
    public Bitrate Estimate { get; init; }

    /// <summary>Whether that estimate has met a limit.</summary>
    public bool IsEstimateProven { get; init; }

    /// <summary>What the client states itself (REMB); null if it does not.</summary>
    public Bitrate? Stated { get; init; }

    /// <summary>What it has reported as lost.</summary>
    public ReportedPackets Reported { get; init; }

    /// <summary>What it is sent, and what it could use.</summary>
    public SubscriberRates Rates { get; init; }

    public static PathReport Of(Peer peer, SubscriberRates rates) => new()
    {
        Estimate = peer.TargetBitrate,
        IsEstimateProven = peer.Bandwidth is { IsProven: true },
        Stated = peer.ReceiverLimit,
        Reported = peer.Reported,
        Rates = rates,
    };
}
