using System.Collections.Immutable;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.State;

/// <summary>What a connection is doing.</summary>
/// <param name="Connection">Which.</param>
/// <param name="Participant">Whose.</param>
/// <param name="State">How it stands.</param>
/// <param name="RoundTrip">The smoothed round trip; null before it was measured.</param>
/// <param name="Budget">What may be sent to the client.</param>
/// <param name="Slots">Its receive slots.</param>
public sealed record SfuConnectionState(
    ConnectionKey Connection,
    ParticipantKey Participant,
    PeerState State,
    TimeSpan? RoundTrip,
    Bitrate Budget,
    ImmutableArray<SfuSlotState> Slots)
{
    /// <summary>Whether the path has shown that it carries no more.</summary>
    public bool IsBudgetProven { get; init; }

    /// <summary>Bits that wait to be sent at its pace.</summary>
    public long WaitingBits { get; init; }
}
