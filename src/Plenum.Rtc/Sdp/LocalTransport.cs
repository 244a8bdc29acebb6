using System.Collections.Immutable;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Sdp;

/// <summary>What this side says of its transport.</summary>
/// <param name="Fingerprint">The fingerprint of our certificate.</param>
/// <param name="Candidates">Our candidates, each from "candidate:" on.</param>
/// <param name="IsIceLite">Whether we only answer connectivity checks (RFC 8445, section 2.5).</param>
public sealed record LocalTransport(
    CertificateFingerprint Fingerprint, ImmutableArray<string> Candidates, bool IsIceLite)
{
    /// <summary>Credentials for a new or restarted session; null to have them drawn.</summary>
    public IceCredentials? Credentials { get; init; }

    /// <summary>Whether no candidate will follow.</summary>
    public bool HasAllCandidates { get; init; } = true;

    /// <summary>The SCTP port we say (RFC 8841, section 5).</summary>
    public ushort SctpPort { get; init; } = 5000;
}
