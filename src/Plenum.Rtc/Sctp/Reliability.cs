namespace Plenum.Rtc.Sctp;

/// <summary>How long a message is tried (RFC 3758, RFC 7496): for ever, for a number of times, or for a while.</summary>
public readonly record struct Reliability
{
    private Reliability(int? maxRetransmits, TimeSpan? lifetime)
    {
        MaxRetransmits = maxRetransmits;
        Lifetime = lifetime;
    }

    /// <summary>Until it arrives.</summary>
    public static Reliability Full => default;

    /// <summary>How often a lost message is sent again; null for no limit.</summary>
    public int? MaxRetransmits { get; }

    /// <summary>How long after it was handed over a message is still sent; null for no limit.</summary>
    public TimeSpan? Lifetime { get; }

    /// <summary>Sent once and again at most so often; 0 is at most once.</summary>
    public static Reliability Retransmits(int most) => new(most, null);

    /// <summary>Sent and sent again for so long.</summary>
    public static Reliability For(TimeSpan lifetime) => new(null, lifetime);
}
