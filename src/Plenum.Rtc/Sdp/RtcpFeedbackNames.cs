namespace Plenum.Rtc.Sdp;

/// <summary>The names of <see cref="RtcpFeedbackKinds"/> in "a=rtcp-fb".</summary>
internal static class RtcpFeedbackNames
{
    private static readonly (RtcpFeedbackKinds Kind, string Name)[] All =
    [
        (RtcpFeedbackKinds.ReceiverEstimate, "goog-remb"),
        (RtcpFeedbackKinds.TransportWide, "transport-cc"),
        (RtcpFeedbackKinds.FullIntraRequest, "ccm fir"),
        (RtcpFeedbackKinds.Nack, "nack"),
        (RtcpFeedbackKinds.PictureLossIndication, "nack pli"),
    ];

    /// <summary>The kind of a name; None for one that we do not know, which is no error.</summary>
    public static RtcpFeedbackKinds KindOf(ReadOnlySpan<char> name)
    {
        foreach (var (kind, known) in All)
        {
            if (name.SequenceEqual(known))
                return kind;
        }

        return RtcpFeedbackKinds.None;
    }

    public static IEnumerable<string> NamesOf(RtcpFeedbackKinds kinds) =>
        All.Where(entry => (kinds & entry.Kind) != 0).Select(entry => entry.Name);
}
