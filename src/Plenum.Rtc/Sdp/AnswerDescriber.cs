using System.Collections.Immutable;
using System.Globalization;
using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Sdp;

/// <summary>Writes agreed sections down as the sections of an answer.</summary>
internal sealed class AnswerDescriber(LocalTransport local, NegotiationPolicy policy, NegotiatedSession session)
{
    // RFC 8829, section 5.3.1: the discard port, as in an offer without candidates.
    private const int DiscardPort = 9;

    public MediaDescription Describe(MediaDescription offered, NegotiatedMedia agreed, bool isTagged)
    {
        var section = new MediaDescription
        {
            Kind = offered.Kind,
            Media = offered.Media,
            Port = agreed.IsRejected ? 0 : DiscardPort,
            Protocol = offered.Protocol,
            Formats = offered.Formats,
            Mid = offered.Mid,
            Direction = agreed.Direction,
        };
        if (agreed.IsRejected)
            return section;
        section = section with { Transport = DescribeTransport(isTagged) };
        return agreed.Kind == MediaKind.Data ? DescribeData(section, offered, agreed) : DescribeMedia(section, offered, agreed);
    }

    /// <summary>
    /// RFC 8843 wants the transport at the tagged section alone; some stacks look for it at each, and none minds it
    /// there. Candidates stand once.
    /// </summary>
    private TransportDescription DescribeTransport(bool isTagged) => new()
    {
        UserFragment = session.LocalCredentials.UserFragment,
        Password = session.LocalCredentials.Password,
        Fingerprints = [local.Fingerprint],
        Setup = session.DtlsRole == DtlsRole.Client ? DtlsSetup.Active : DtlsSetup.Passive,
        Candidates = isTagged ? local.Candidates : [],
        HasAllCandidates = isTagged && local.HasAllCandidates,
    };

    private MediaDescription DescribeData(MediaDescription section, MediaDescription offered, NegotiatedMedia agreed) =>
        section with
        {
            Formats = offered.UsesSctpMap ? [$"{agreed.LocalSctpPort}"] : offered.Formats,
            UsesSctpMap = offered.UsesSctpMap,
            SctpPort = agreed.LocalSctpPort,
            MaxMessageSize = policy.MaxMessageSize,
        };

    private static MediaDescription DescribeMedia(
        MediaDescription section, MediaDescription offered, NegotiatedMedia agreed)
    {
        var codecs = DescribeCodecs(offered, agreed);
        var source = agreed.Direction.CanSend() ? agreed.LocalSource : null;
        var hasRetransmission = agreed.Codecs.Any(codec => codec.RetransmissionPayloadType is not null);
        return section with
        {
            Formats = [.. codecs.Select(codec => codec.PayloadType.ToString(CultureInfo.InvariantCulture))],
            Codecs = codecs,
            HasRtcpMux = true,
            HasReducedSizeRtcp = agreed.UsesReducedSizeRtcp,
            AllowsMixedExtensions = agreed.AllowsMixedExtensions,
            Extensions = [.. agreed.Extensions.Select(ExtensionNegotiation.Describe)],
            Rids = EncodingNegotiation.Describe(offered, agreed.ReceiveEncodings, agreed.Codecs),
            Simulcast = offered.Simulcast.Send.IsEmpty || agreed.ReceiveEncodings.IsEmpty
                ? SimulcastDescription.None
                : new SimulcastDescription([], agreed.ReceiveEncodings),
            StreamIds = source is null ? [] : [source.StreamId],
            Sources = SourceDescriptions.SourcesOf(source, hasRetransmission),
            SourceGroups = SourceDescriptions.GroupsOf(source, hasRetransmission),
        };
    }

    private static ImmutableArray<CodecDescription> DescribeCodecs(MediaDescription offered, NegotiatedMedia agreed)
    {
        var codecs = ImmutableArray.CreateBuilder<CodecDescription>();
        foreach (var codec in agreed.Codecs)
        {
            codecs.Add(codec.Format);
            if (codec.RetransmissionPayloadType is not null)
                codecs.Add(CodecNegotiation.RetransmissionOf(offered, codec.PayloadType)! with { Feedback = RtcpFeedbackKinds.None });
        }

        return codecs.DrainToImmutable();
    }
}
