using System.Collections.Immutable;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Sdp;

/// <summary>What the other side says of the one transport.</summary>
internal sealed record DescribedTransport(
    IceCredentials Credentials,
    ImmutableArray<CertificateFingerprint> Fingerprints,
    DtlsSetup Setup,
    ImmutableArray<string> Candidates,
    bool HasAllCandidates)
{
    /// <summary>
    /// Reads it from the first of the sections that says it: a section that is only bundled need not (RFC 8843,
    /// section 10.1.1), and candidates may stand at any of them.
    /// </summary>
    public static SdpError TryRead(
        SessionDescription session, IReadOnlyList<MediaDescription> bundled, out DescribedTransport? transport)
    {
        transport = null;
        var said = bundled.Select(session.TransportOf).ToList();
        var main = said.Find(entry => entry.UserFragment.Length > 0 && entry.Password.Length > 0);
        if (main is null)
            return SdpError.MissingIceCredentials;
        var fingerprints = said.Select(entry => entry.Fingerprints).FirstOrDefault(list => !list.IsEmpty, []);
        if (fingerprints.IsEmpty)
            return SdpError.MissingFingerprint;

        var own = said.Where(entry => entry.UserFragment.Length == 0 || entry.UserFragment == main.UserFragment).ToList();
        transport = new DescribedTransport(
            new IceCredentials(main.UserFragment, main.Password),
            fingerprints,
            said.Select(entry => entry.Setup).FirstOrDefault(setup => setup != DtlsSetup.Unspecified),
            [.. own.SelectMany(entry => entry.Candidates).Distinct().Take(SdpLimits.MaxRepeats)],
            own.Exists(entry => entry.HasAllCandidates));
        return SdpError.None;
    }
}
