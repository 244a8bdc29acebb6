using System.Collections.Immutable;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Sdp;

/// <summary>What an offer and its answer agreed on: all a peer needs to configure itself.</summary>
public sealed record NegotiatedSession
{
    /// <summary>The origin of our last description.</summary>
    public required SessionOrigin LocalOrigin { get; init; }

    /// <summary>Our ICE credentials.</summary>
    public required IceCredentials LocalCredentials { get; init; }

    /// <summary>The other side's ICE credentials.</summary>
    public required IceCredentials RemoteCredentials { get; init; }

    /// <summary>Whether this negotiation restarted ICE (RFC 8445, section 2.4): both credentials are new.</summary>
    public bool RestartsIce { get; init; }

    /// <summary>Whether the other side only answers checks.</summary>
    public bool IsRemoteIceLite { get; init; }

    /// <summary>Candidates of the other side, each from "candidate:" on.</summary>
    public ImmutableArray<string> RemoteCandidates { get; init; } = [];

    /// <summary>Whether the other side said that no candidate will follow.</summary>
    public bool HasAllRemoteCandidates { get; init; }

    /// <summary>The certificates the other side may present: one of these.</summary>
    public required ImmutableArray<CertificateFingerprint> RemoteFingerprints { get; init; }

    /// <summary>Our part in the DTLS handshake.</summary>
    public required DtlsRole DtlsRole { get; init; }

    /// <summary>All media sections, rejected ones included, in the order of the m-lines.</summary>
    public required ImmutableArray<NegotiatedMedia> Media { get; init; }

    /// <summary>The data section; null when there is none.</summary>
    public NegotiatedMedia? Data =>
        Media.FirstOrDefault(media => media.Kind == MediaKind.Data && !media.IsRejected);

    /// <summary>The section with this mid, if it is not rejected.</summary>
    public NegotiatedMedia? Find(string mid) =>
        Media.FirstOrDefault(media => !media.IsRejected && media.Mid == mid);
}
