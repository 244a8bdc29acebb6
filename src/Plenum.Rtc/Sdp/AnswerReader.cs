using System.Collections.Immutable;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>Reads the answer to an offer of ours (RFC 8829, section 5.11).</summary>
internal sealed class AnswerReader(
    LocalOffer offer, NegotiationPolicy policy, SessionDescription answer, NegotiatedSession? current)
{
    /// <summary>Reads it, or says why it cannot be accepted.</summary>
    public SdpProblem TryRead(out NegotiatedSession? session)
    {
        session = null;
        var offered = offer.Description.Media;
        if (answer.Media.Length != offered.Length)
            return new SdpProblem(SdpError.AnswerDoesNotMatch, 0);
        var media = ImmutableArray.CreateBuilder<NegotiatedMedia>(offered.Length);
        for (var i = 0; i < offered.Length; i++)
        {
            var error = TryReadSection(i, offered[i], answer.Media[i], out var agreed);
            if (error != SdpError.None)
                return new SdpProblem(error, answer.Media[i].Line);
            media.Add(agreed);
        }

        return TryReadSession(media.DrainToImmutable(), out session);
    }

    private SdpError TryReadSection(int index, MediaDescription offered, MediaDescription answered, out NegotiatedMedia agreed)
    {
        agreed = new NegotiatedMedia { Index = index, Mid = offered.Mid, Kind = offered.Kind };
        if (answered.Kind != offered.Kind || (answered.Mid.Length > 0 && answered.Mid != offered.Mid))
            return SdpError.AnswerDoesNotMatch;
        if (answered.IsRejected || offered.IsRejected)
        {
            agreed = agreed with { IsRejected = true };
            return offered.IsRejected && !answered.IsRejected ? SdpError.AnswerExceedsOffer : SdpError.None;
        }

        if (offered.Kind == MediaKind.Data)
        {
            agreed = DataNegotiation.Agree(agreed, answered, (ushort)offered.SctpPort);
            return answered.SctpPort == 0 ? SdpError.MalformedAttribute : SdpError.None;
        }

        if (!answered.HasRtcpMux)
            return SdpError.AnswerNotBundled;
        return Exceeds(offered, answered) ? SdpError.AnswerExceedsOffer : TryReadMedia(index, offered, answered, ref agreed);
    }

    private SdpError TryReadMedia(int index, MediaDescription offered, MediaDescription answered, ref NegotiatedMedia agreed)
    {
        // The answer's order of codecs is the one that counts, so the policy only says which there are.
        agreed = MediaNegotiation.Agree(agreed, answered, policy with { Directions = offered.Direction });
        if (agreed.Codecs.IsEmpty)
            return SdpError.AnswerExceedsOffer;
        var formats = answered.Codecs.Select(codec => codec.PayloadType).ToList();
        agreed = agreed with
        {
            Codecs = [.. agreed.Codecs.OrderBy(codec => formats.IndexOf(codec.PayloadType))],
            LocalSource = offer.Sources[index],
            SendEncodings = SendEncodings(offered, answered, agreed),
        };
        return SdpError.None;
    }

    private static ImmutableArray<SimulcastEncoding> SendEncodings(
        MediaDescription offered, MediaDescription answered, NegotiatedMedia agreed) =>
        agreed.Extensions.Has(RtpExtensionKind.Rid)
            ? [.. answered.Simulcast.Receive.Where(encoding => offered.Rids.Any(rid => rid.Id == encoding.Rid))]
            : [];

    private static bool Exceeds(MediaDescription offered, MediaDescription answered)
    {
        var exceedsDirection = (answered.Direction.Reversed() & ~offered.Direction) != 0;
        var exceedsExtensions = answered.Extensions.Any(extension =>
            offered.Extensions.Any(known => known.Id == extension.Id && known.Uri != extension.Uri));
        var exceedsCodecs = answered.Codecs.Any(codec =>
            offered.Codecs.Any(known => known.PayloadType == codec.PayloadType && !known.Is(codec.Name)));
        return exceedsDirection || exceedsExtensions || exceedsCodecs;
    }

    private SdpProblem TryReadSession(ImmutableArray<NegotiatedMedia> media, out NegotiatedSession? session)
    {
        session = null;
        var accepted = media.Where(entry => !entry.IsRejected).ToList();
        if (accepted.Count == 0)
            return new SdpProblem(SdpError.NothingAcceptable, 0);
        var bundled = answer.BundleGroups.IsEmpty ? [] : answer.BundleGroups[0];
        if (accepted.Count > 1 && !accepted.TrueForAll(entry => bundled.Contains(entry.Mid)))
            return new SdpProblem(SdpError.AnswerNotBundled, 0);

        var sections = accepted.Select(entry => answer.Media[entry.Index]).ToList();
        var error = DescribedTransport.TryRead(answer, sections, out var transport);
        if (error == SdpError.None && current is not null && !current.RemoteFingerprints.SequenceEqual(transport!.Fingerprints))
            error = SdpError.FingerprintChanged;
        if (error == SdpError.None && !IsRolePossible(transport!.Setup))
            error = SdpError.UnsupportedSetup;
        if (error != SdpError.None)
            return new SdpProblem(error, sections[0].Line);
        session = Agree(transport!, media);
        return default;
    }

    private bool IsRolePossible(DtlsSetup answered) =>
        answered is DtlsSetup.Active or DtlsSetup.Passive && (current is null || current.DtlsRole == RoleOf(answered));

    private static DtlsRole RoleOf(DtlsSetup answered) =>
        answered == DtlsSetup.Active ? DtlsRole.Server : DtlsRole.Client;

    private NegotiatedSession Agree(DescribedTransport transport, ImmutableArray<NegotiatedMedia> media) => new()
    {
        LocalOrigin = offer.Description.Origin,
        LocalCredentials = offer.Credentials,
        RemoteCredentials = transport.Credentials,
        RestartsIce = current is not null && current.RemoteCredentials != transport.Credentials,
        IsRemoteIceLite = answer.IsIceLite,
        RemoteCandidates = transport.Candidates,
        HasAllRemoteCandidates = transport.HasAllCandidates,
        RemoteFingerprints = transport.Fingerprints,
        DtlsRole = RoleOf(transport.Setup),
        Media = media,
    };
}
