using System.Collections.Immutable;
using Plenum.Rtc.Ice.Turn;

namespace Plenum.Rtc.Ice;

/// <summary>How a full agent works.</summary>
public sealed record IceAgentOptions
{
    /// <summary>The role to begin with; a conflict may change it.</summary>
    public IceRole Role { get; init; } = IceRole.Controlling;

    /// <summary>STUN servers that tell our reflexive addresses.</summary>
    public ImmutableArray<TransportAddress> StunServers { get; init; } = [];

    /// <summary>TURN servers that relay.</summary>
    public ImmutableArray<TurnServer> TurnServers { get; init; } = [];

    /// <summary>Whether only relayed candidates are used: nobody but the relay learns our addresses.</summary>
    public bool RelayOnly { get; init; }

    /// <summary>The time between two new checks, Ta of RFC 8445, section 14.2.</summary>
    public TimeSpan Pacing { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long the controlling side waits for a better pair than the best that answers, before it nominates.
    /// </summary>
    public TimeSpan NominationPatience { get; init; } = TimeSpan.FromMilliseconds(300);
}
