namespace Plenum.Rtc.Peers;

/// <summary>A media section in which the peer sends.</summary>
/// <param name="Mid">"a=mid".</param>
/// <param name="Formats">The payload types that it may use, retransmissions among them.</param>
public sealed record ReceiveSection(string Mid, IReadOnlyList<RtpFormat> Formats)
{
    /// <summary>Sources that the SDP announced for this section ("a=ssrc"), with those of their retransmissions.</summary>
    public IReadOnlyList<AnnouncedSource> Sources { get; init; } = [];

    /// <summary>The format of a payload type; null when it was not negotiated.</summary>
    public RtpFormat? FormatOf(byte payloadType)
    {
        foreach (var format in Formats)
        {
            if (format.PayloadType == payloadType)
                return format;
        }

        return null;
    }
}
