using System.Collections.Immutable;
using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Sdp;

/// <summary>The attributes of a transport, which may stand at the session or at a media section.</summary>
public sealed record TransportDescription
{
    /// <summary>Nothing said.</summary>
    public static readonly TransportDescription Empty = new();

    /// <summary>"a=ice-ufrag"; empty when it is not said.</summary>
    public string UserFragment { get; init; } = string.Empty;

    /// <summary>"a=ice-pwd"; empty when it is not said.</summary>
    public string Password { get; init; } = string.Empty;

    /// <summary>"a=ice-options", for example "trickle"; empty when it is not said.</summary>
    public string IceOptions { get; init; } = string.Empty;

    /// <summary>"a=setup".</summary>
    public DtlsSetup Setup { get; init; }

    /// <summary>"a=fingerprint" with a hash that is still accepted.</summary>
    public ImmutableArray<CertificateFingerprint> Fingerprints { get; init; } = [];

    /// <summary>"a=candidate": the values, from "candidate:" on, not yet understood.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    /// <summary>"a=end-of-candidates" (RFC 8840).</summary>
    public bool HasAllCandidates { get; init; }

    /// <summary>Whether further candidates may follow ("trickle", RFC 8840).</summary>
    public bool Trickles => IceOptions.Split(' ').Contains("trickle");

    /// <summary>What a media section says, completed by what the session says.</summary>
    public TransportDescription Over(TransportDescription session) => this with
    {
        UserFragment = UserFragment.Length > 0 ? UserFragment : session.UserFragment,
        Password = Password.Length > 0 ? Password : session.Password,
        IceOptions = IceOptions.Length > 0 ? IceOptions : session.IceOptions,
        Setup = Setup != DtlsSetup.Unspecified ? Setup : session.Setup,
        Fingerprints = Fingerprints.IsEmpty ? session.Fingerprints : Fingerprints,
        Candidates = Candidates.IsEmpty ? session.Candidates : Candidates,
        HasAllCandidates = HasAllCandidates || session.HasAllCandidates,
    };
}
