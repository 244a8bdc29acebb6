using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Chooses, of the payload types that one side has, those that the policy wants, in the policy's order.</summary>
internal sealed class CodecNegotiation(NegotiationPolicy policy, MediaDescription section, bool hasTransportSequence)
{
    private const string RetransmissionName = "rtx";

    /// <summary>
    /// One payload type for each codec: the best variant of it. A codec with several (H.264 profiles) would make two
    /// publishers of "the same" codec differ, and no receiver could be switched between them.
    /// </summary>
    public ImmutableArray<NegotiatedCodec> Choose()
    {
        var chosen = policy.CodecsOf(section.Kind)
            .Select(preference => (preference.Kind, Format: BestOf(preference)))
            .Where(choice => choice.Format is not null)
            .Select(choice => (choice.Kind, Format: choice.Format!))
            .ToList();
        chosen.RemoveAll(choice => choice.Kind == CodecKind.Red && !IsRedundancyOf(choice.Format, chosen));
        return [.. chosen.Select(choice => Agree(choice.Kind, choice.Format))];
    }

    /// <summary>The payload type that carries retransmissions of another; null when there is none.</summary>
    public static CodecDescription? RetransmissionOf(MediaDescription section, byte payloadType) =>
        section.Codecs.FirstOrDefault(codec =>
            codec.Is(RetransmissionName) && codec.Parameters.Number("apt", -1) == payloadType);

    private CodecDescription? BestOf(CodecPreference preference) =>
        section.Codecs.Where(codec => preference.Rank(codec) > 0).MaxBy(preference.Rank);

    // RFC 2198, section 5: "a=fmtp:63 111/111" lists the payload types inside.
    private static bool IsRedundancyOf(CodecDescription red, List<(CodecKind Kind, CodecDescription Format)> chosen)
    {
        var rest = red.Parameters.Text.AsSpan();
        var slash = rest.IndexOf('/');
        return FieldReader.TryParse(slash < 0 ? rest : rest[..slash], 127, out var inside)
            && chosen.Exists(choice => choice.Kind == CodecKind.Opus && choice.Format.PayloadType == inside);
    }

    private NegotiatedCodec Agree(CodecKind kind, CodecDescription offered)
    {
        var agreed = offered with
        {
            Feedback = AgreeFeedback(offered.Feedback),
            Parameters = AgreeParameters(kind, offered.Parameters),
        };
        var retransmission = policy.UsesRetransmission && section.Kind == MediaKind.Video
            ? RetransmissionOf(section, offered.PayloadType)
            : null;
        return new NegotiatedCodec(kind, agreed, retransmission?.PayloadType);
    }

    private RtcpFeedbackKinds AgreeFeedback(RtcpFeedbackKinds offered)
    {
        var agreed = offered & policy.Feedback;
        if (!hasTransportSequence)
            return agreed & ~RtcpFeedbackKinds.TransportWide;

        // With transport-wide feedback the sender estimates; a receiver's estimate beside it would contradict.
        return (agreed & RtcpFeedbackKinds.TransportWide) != 0 ? agreed & ~RtcpFeedbackKinds.ReceiverEstimate : agreed;
    }

    private FormatParameters AgreeParameters(CodecKind kind, FormatParameters offered) => kind switch
    {
        CodecKind.Opus => new FormatParameters(OpusParameters(offered)),

        // Limits such as "max-fs" are the offerer's as a receiver; we pass on what comes and have none.
        CodecKind.Vp8 => FormatParameters.None,
        _ when section.Kind == MediaKind.Video => WithoutReceiverLimits(offered),
        _ => offered,
    };

    // RFC 7587, section 6.1: each side says what it wants to receive. In-band FEC is of use to whoever we pass it to.
    private string OpusParameters(FormatParameters offered)
    {
        var wantsStereo = offered.Number("stereo", 0) == 1 && offered.Number("sprop-stereo", 0) == 1;
        return "minptime=10;useinbandfec=1" + (wantsStereo ? ";stereo=1" : "") + (policy.UsesDtx ? ";usedtx=1" : "");
    }

    private static FormatParameters WithoutReceiverLimits(FormatParameters offered) => new(string.Join(
        ';',
        offered.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(parameter => !parameter.StartsWith("max-", StringComparison.OrdinalIgnoreCase)
                && !parameter.StartsWith("sprop-", StringComparison.OrdinalIgnoreCase))));
}
