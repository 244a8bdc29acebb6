using System.Collections.Immutable;
using System.Globalization;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Sdp;

/// <summary>Makes one offer (RFC 8829, section 5.2): one bundled transport, RTCP multiplexed.</summary>
internal sealed class Offerer(
    ImmutableArray<OfferedMedia> sections,
    NegotiationPolicy policy,
    LocalTransport local,
    NegotiatedSession? current,
    bool restartsIce,
    IEntropy entropy)
{
    private const int DiscardPort = 9;
    private const string CommonStream = "plenum";

    private readonly SourceAllocator _sources = new(entropy, [], current);
    private readonly OfferedFormats _formats = new(policy, current);
    private readonly IceCredentials _credentials = current is null || restartsIce
        ? local.Credentials ?? IceCredentials.Create(entropy)
        : current.LocalCredentials;

    public LocalOffer Offer()
    {
        var sources = sections.Select(SourceOf).ToImmutableArray();
        var first = sections.ToList().FindIndex(section => !section.IsStopped);
        var description = new SessionDescription
        {
            Origin = current is null
                ? new SessionOrigin(entropy.DrawSessionId(), 1)
                : current.LocalOrigin with { Version = current.LocalOrigin.Version + 1 },
            IsIceLite = local.IsIceLite,
            BundleGroups = [[.. sections.Where(section => !section.IsStopped).Select(section => section.Mid)]],
            Transport = new TransportDescription { IceOptions = "trickle" },
            Media = [.. sections.Select((section, index) => Describe(section, sources[index], index == first))],
        };
        return new LocalOffer(description, _credentials, sources);
    }

    private LocalSource? SourceOf(OfferedMedia section)
    {
        if (section.Kind == MediaKind.Data)
            return null;
        var previous = current?.Media.FirstOrDefault(media => media.Mid == section.Mid)?.LocalSource;
        if (previous is not null)
            return previous;
        var sends = section.Direction.CanSend() && !section.IsStopped;
        return sends ? _sources.Next(section.Kind, section.Mid, section.StreamId ?? new MediaStreamId(CommonStream, section.Mid)) : null;
    }

    private MediaDescription Describe(OfferedMedia section, LocalSource? source, bool isTagged)
    {
        var description = section.Kind == MediaKind.Data ? DescribeData() : DescribeMedia(section, source);
        description = description with { Mid = section.Mid };
        return section.IsStopped
            ? description with { Port = 0, Direction = MediaDirection.Inactive }
            : description with { Transport = DescribeTransport(isTagged) };
    }

    private TransportDescription DescribeTransport(bool isTagged) => new()
    {
        UserFragment = _credentials.UserFragment,
        Password = _credentials.Password,
        Fingerprints = [local.Fingerprint],

        // RFC 8842, section 5.2: also in later offers; the roles stay as they are.
        Setup = DtlsSetup.ActivePassive,
        Candidates = isTagged ? local.Candidates : [],
        HasAllCandidates = isTagged && local.HasAllCandidates,
    };

    private MediaDescription DescribeData() => new()
    {
        Kind = MediaKind.Data,
        Media = "application",
        Port = DiscardPort,
        Protocol = "UDP/DTLS/SCTP",
        Formats = ["webrtc-datachannel"],
        SctpPort = local.SctpPort,
        MaxMessageSize = policy.MaxMessageSize,
    };

    private MediaDescription DescribeMedia(OfferedMedia section, LocalSource? source)
    {
        var codecs = _formats.CodecsOf(section.Kind);
        var announced = section.Direction.CanSend() && section.Encodings.IsEmpty ? source : null;
        var hasRetransmission = section.Kind == MediaKind.Video && policy.UsesRetransmission;
        return new MediaDescription
        {
            Kind = section.Kind,
            Media = section.Kind == MediaKind.Audio ? "audio" : "video",
            Port = DiscardPort,
            Protocol = "UDP/TLS/RTP/SAVPF",
            Formats = [.. codecs.Select(codec => codec.PayloadType.ToString(CultureInfo.InvariantCulture))],
            Direction = section.Direction,
            HasRtcpMux = true,
            HasReducedSizeRtcp = true,
            AllowsMixedExtensions = true,
            Codecs = codecs,
            Extensions = _formats.ExtensionsOf(section.Kind),
            Rids = [.. section.Encodings.Select(rid => new RidDescription(rid, IsSend: true))],
            Simulcast = new SimulcastDescription([.. section.Encodings.Select(rid => new SimulcastEncoding(rid))], []),
            StreamIds = section.Direction.CanSend() && source is not null ? [source.StreamId] : [],
            Sources = SourceDescriptions.SourcesOf(announced, hasRetransmission),
            SourceGroups = SourceDescriptions.GroupsOf(announced, hasRetransmission),
        };
    }
}
