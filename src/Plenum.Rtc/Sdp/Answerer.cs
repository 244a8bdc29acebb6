using System.Collections.Immutable;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Sdp;

/// <summary>Makes one answer (RFC 8829, section 5.3).</summary>
internal sealed class Answerer(
    SessionDescription offer,
    NegotiationPolicy policy,
    LocalTransport local,
    NegotiatedSession? current,
    IEntropy entropy)
{
    private readonly SourceAllocator _sources = new(entropy, offer.Media, current);
    private readonly HashSet<string> _mids = new(offer.Media.Select(section => section.Mid), StringComparer.Ordinal);

    /// <summary>Makes the answer, or says why there is none.</summary>
    public SdpProblem TryAnswer(out NegotiatedAnswer? answer)
    {
        answer = null;
        var error = Continuity.Check(current, offer, out var line);
        if (error != SdpError.None)
            return new SdpProblem(error, line);
        error = BundlePlan.TryRead(offer, IsServable, out var bundle);
        if (error != SdpError.None)
            return new SdpProblem(error, 0);

        var media = AgreeMedia(bundle);
        var accepted = bundle.Members.Where(index => !media[index].IsRejected).ToList();
        if (accepted.Count == 0)
            return new SdpProblem(SdpError.NothingAcceptable, 0);

        var tagged = accepted[0];
        error = TryAgreeTransport(bundle, tagged, out var transport, out var role);
        if (error != SdpError.None)
            return new SdpProblem(error, offer.Media[tagged].Line);

        var session = Agree(transport!, role, media);
        answer = new NegotiatedAnswer(Describe(session, bundle, accepted), session);
        return default;
    }

    private bool IsServable(MediaDescription section)
    {
        if (section.IsRejected)
            return false;
        return section.Kind switch
        {
            MediaKind.Data => policy.AcceptsData && section.SctpPort != 0,

            // RFC 8834, section 4.5: RTCP has no transport of its own here. AVPF and AVP, secured by DTLS or
            // (by mistake) not said to be, are the same to us: fingerprints make it DTLS.
            MediaKind.Audio or MediaKind.Video => section.HasRtcpMux && section.Protocol.Contains("RTP/", StringComparison.Ordinal),
            _ => false,
        };
    }

    private ImmutableArray<NegotiatedMedia> AgreeMedia(BundlePlan bundle)
    {
        var members = bundle.Members.ToHashSet();
        var accepted = 0;
        var media = ImmutableArray.CreateBuilder<NegotiatedMedia>(offer.Media.Length);
        for (var i = 0; i < offer.Media.Length; i++)
        {
            var section = offer.Media[i];
            var agreed = members.Contains(i) && accepted < policy.MaxSections && IsServable(section)
                ? AgreeSection(i, section)
                : Reject(i, section);
            accepted += agreed.IsRejected ? 0 : 1;
            media.Add(agreed);
        }

        return media.DrainToImmutable();
    }

    private NegotiatedMedia AgreeSection(int index, MediaDescription section)
    {
        var start = new NegotiatedMedia { Index = index, Mid = MidOf(index, section), Kind = section.Kind };
        if (section.Kind == MediaKind.Data)
            return DataNegotiation.Agree(start, section, local.SctpPort);

        var previous = current?.Media.ElementAtOrDefault(index);
        var agreed = MediaNegotiation.Agree(start, section, policy);
        if (agreed.Codecs.IsEmpty)
            return Reject(index, section);
        return agreed with { LocalSource = SourceOf(agreed, previous) };
    }

    private LocalSource? SourceOf(NegotiatedMedia agreed, NegotiatedMedia? previous)
    {
        if (previous is { LocalSource: { } source, IsRejected: false } && previous.Mid == agreed.Mid)
        {
            _sources.Keep(agreed.Kind);
            return source;
        }

        return agreed.Direction.CanSend() ? _sources.Next(agreed.Kind, agreed.Mid, null) : null;
    }

    private NegotiatedMedia Reject(int index, MediaDescription section) =>
        new() { Index = index, Mid = MidOf(index, section), Kind = section.Kind, IsRejected = true };

    private string MidOf(int index, MediaDescription section)
    {
        if (section.Mid.Length > 0)
            return section.Mid;
        if (current is not null && index < current.Media.Length)
            return current.Media[index].Mid;
        var mid = $"{index}";
        while (!_mids.Add(mid))
            mid += "_";
        return mid;
    }

    private SdpError TryAgreeTransport(BundlePlan bundle, int tagged, out DescribedTransport? transport, out DtlsRole role)
    {
        role = default;
        var order = bundle.Members.Where(index => index != tagged).Prepend(tagged);
        var error = DescribedTransport.TryRead(offer, [.. order.Select(index => offer.Media[index])], out transport);
        if (error != SdpError.None)
            return error;
        if (current is not null && !current.RemoteFingerprints.SequenceEqual(transport!.Fingerprints))
            return SdpError.FingerprintChanged;
        return TryAgreeRole(transport!.Setup, out role);
    }

    // RFC 8842, section 5.3: a later offer says "actpass" again and the answer keeps what was agreed.
    private SdpError TryAgreeRole(DtlsSetup offered, out DtlsRole role)
    {
        role = offered switch
        {
            DtlsSetup.Passive => DtlsRole.Client,
            DtlsSetup.Active or DtlsSetup.Unspecified => DtlsRole.Server,
            _ => current?.DtlsRole ?? policy.DtlsRole,
        };
        var isPossible = offered != DtlsSetup.HoldConnection && (current is null || current.DtlsRole == role);
        return isPossible ? SdpError.None : SdpError.UnsupportedSetup;
    }

    private NegotiatedSession Agree(DescribedTransport transport, DtlsRole role, ImmutableArray<NegotiatedMedia> media)
    {
        var restarts = current is not null && current.RemoteCredentials != transport.Credentials;
        return new NegotiatedSession
        {
            LocalOrigin = current is null
                ? new SessionOrigin(entropy.DrawSessionId(), 1)
                : current.LocalOrigin with { Version = current.LocalOrigin.Version + 1 },
            LocalCredentials = current is not null && !restarts
                ? current.LocalCredentials
                : local.Credentials ?? IceCredentials.Create(entropy),
            RemoteCredentials = transport.Credentials,
            RestartsIce = restarts,
            IsRemoteIceLite = offer.IsIceLite,
            RemoteCandidates = transport.Candidates,
            HasAllRemoteCandidates = transport.HasAllCandidates,
            RemoteFingerprints = transport.Fingerprints,
            DtlsRole = role,
            Media = media,
        };
    }

    private SessionDescription Describe(NegotiatedSession session, BundlePlan bundle, List<int> accepted)
    {
        var describer = new AnswerDescriber(local, policy, session);
        return new SessionDescription
        {
            Origin = session.LocalOrigin,
            IsIceLite = local.IsIceLite,
            BundleGroups = bundle.IsGrouped ? [[.. accepted.Select(index => offer.Media[index].Mid)]] : [],
            Transport = new TransportDescription { IceOptions = "trickle" },
            Media = [.. offer.Media.Select((section, index) => describer.Describe(section, session.Media[index], index == accepted[0]))],
        };
    }
}
