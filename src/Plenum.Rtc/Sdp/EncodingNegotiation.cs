using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Chooses the encodings of a simulcast that we receive (RFC 8853, section 5.3).</summary>
internal static class EncodingNegotiation
{
    /// <summary>
    /// Those offered for sending whose rid is declared and may use an agreed codec, up to the policy's number. A rid
    /// without "a=simulcast" is one encoding that has a name.
    /// </summary>
    public static ImmutableArray<SimulcastEncoding> Choose(
        NegotiationPolicy policy, MediaDescription section, ImmutableArray<NegotiatedCodec> codecs)
    {
        var offered = section.Simulcast.Send.IsEmpty && section.Simulcast.Receive.IsEmpty
            ? [.. section.Rids.Where(rid => rid.IsSend).Take(1).Select(rid => new SimulcastEncoding(rid.Id))]
            : section.Simulcast.Send;
        return
        [
            .. offered
                .Where(encoding => section.Rids.Any(rid =>
                    rid.IsSend && rid.Id == encoding.Rid && !FormatsOf(rid, codecs).IsEmpty))
                .DistinctBy(encoding => encoding.Rid)
                .Take(policy.MaxEncodings),
        ];
    }

    /// <summary>The rid lines of an answer that receives these encodings.</summary>
    public static ImmutableArray<RidDescription> Describe(
        MediaDescription offered, ImmutableArray<SimulcastEncoding> encodings, ImmutableArray<NegotiatedCodec> codecs) =>
    [
        .. encodings
            .Select(encoding => offered.Rids.First(rid => rid.Id == encoding.Rid))
            .Select(rid => new RidDescription(rid.Id, IsSend: false, DescribeFormats(rid, codecs))),
    ];

    // RFC 8851, section 5: "pt=" limits the payload types of an encoding; an answer may only take some away.
    private static string DescribeFormats(RidDescription rid, ImmutableArray<NegotiatedCodec> codecs) =>
        HasFormats(rid, out _) ? $"pt={string.Join(',', FormatsOf(rid, codecs))}" : string.Empty;

    private static ImmutableArray<byte> FormatsOf(RidDescription rid, ImmutableArray<NegotiatedCodec> codecs)
    {
        var payloadTypes = codecs.Select(codec => codec.PayloadType);
        if (!HasFormats(rid, out var list))
            return [.. payloadTypes];
        var allowed = list.ToString().Split(',');
        return [.. payloadTypes.Where(payloadType => allowed.Contains($"{payloadType}"))];
    }

    private static bool HasFormats(RidDescription rid, out ReadOnlySpan<char> list) =>
        new FormatParameters(rid.Restrictions).TryGet("pt", out list);
}
