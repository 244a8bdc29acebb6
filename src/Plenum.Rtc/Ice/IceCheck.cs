using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>A connectivity check that waits for its answer.</summary>
internal sealed class IceCheck
{
    public required StunTransactionId Transaction { get; init; }

    public required IcePair Pair { get; init; }

    /// <summary>The role it was sent in: a 487 to the other role is old news.</summary>
    public required IceRole Role { get; init; }

    public required bool Nominates { get; init; }

    public required Timestamp SentAt { get; init; }

    /// <summary>A question of consent: a new transaction each time, not repeated (RFC 7675, section 5.1).</summary>
    public required bool IsConsent { get; init; }

    public required byte[] Bytes { get; init; }

    // A field: a mutable struct that counts.
    public StunRetransmission Retransmission;
}
