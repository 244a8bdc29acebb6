using Plenum.Rtc.Congestion;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>What a peer is made with.</summary>
public sealed record PeerOptions
{
    /// <summary>Does the cryptography.</summary>
    public required ICryptoProvider Crypto { get; init; }

    /// <summary>For identifiers and the spread of report intervals.</summary>
    public required IEntropy Entropy { get; init; }

    /// <summary>The certificate whose fingerprint our SDP has.</summary>
    public required LocalCertificate Certificate { get; init; }

    /// <summary>Ties our clock to the wall clock, for sender reports.</summary>
    public NtpClock WallClock { get; init; }

    /// <summary>Names us in source descriptions, up to 255 bytes (RFC 7022 advises a random one).</summary>
    public string CanonicalName { get; init; } = "plenum";

    /// <summary>The SRTP profiles in order of preference; empty for a connection of data only.</summary>
    public IReadOnlyList<SrtpProfile> SrtpProfiles { get; init; } = DtlsOptions.DefaultSrtpProfiles;

    /// <summary>The largest datagram that handshake, data and feedback make, in bytes of UDP payload.</summary>
    public int MaxDatagramLength { get; init; } = 1200;

    /// <summary>Whether feedback may go without a report before it (RFC 5506, "a=rtcp-rsize").</summary>
    public bool AllowsReducedSizeRtcp { get; init; } = true;

    /// <summary>The mean time between two sender or receiver reports.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The limits within which the bandwidth to the peer is estimated.</summary>
    public CongestionOptions Congestion { get; init; } = new();
}
