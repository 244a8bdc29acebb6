namespace Plenum.Rtc.Ice;

/// <summary>A local and a remote candidate and what is known of the way between them.</summary>
internal sealed class IcePair(IceLocalCandidate local, TransportAddress remote, IceGeneration generation)
{
    public IceLocalCandidate Local => local;

    public TransportAddress Remote => remote;

    public IceGeneration Generation => generation;

    public uint RemotePriority { get; set; }

    public IcePairState State { get; set; } = IcePairState.Waiting;

    /// <summary>A check on it was answered: it is on the valid list.</summary>
    public bool IsValid => State == IcePairState.Succeeded;

    /// <summary>The check under way is to nominate it, or the peer has nominated it before it was valid.</summary>
    public bool IsNominating { get; set; }

    /// <summary>Something authenticated came from there.</summary>
    public bool IsHeard { get; set; }

    /// <summary>The check under way, if it is one that is repeated.</summary>
    public IceCheck? Check { get; set; }

    /// <summary>When an answer came last: consent (RFC 7675).</summary>
    public Timestamp LastAnswered { get; set; }

    /// <summary>When the next question of consent is due.</summary>
    public Timestamp ConsentDue { get; set; } = Timestamp.Never;

    /// <summary>
    /// When a question is due out of turn, because authenticated reports came and then stopped: a NAT may have forgotten us,
    /// and a check is what shows the peer our new address.
    /// </summary>
    public Timestamp SilenceDue { get; set; } = Timestamp.Never;

    public TransportPath Path => new(local.Address, remote);

    public ulong PriorityFor(IceRole role) => role == IceRole.Controlling
        ? IcePriority.OfPair(local.Priority, RemotePriority)
        : IcePriority.OfPair(RemotePriority, local.Priority);
}
