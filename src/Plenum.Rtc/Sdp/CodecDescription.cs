namespace Plenum.Rtc.Sdp;

/// <summary>One payload type of a media section: its "a=rtpmap", "a=fmtp" and "a=rtcp-fb" lines.</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Name">The encoding name as written; compared without case (RFC 4855, section 3).</param>
/// <param name="ClockRate">In Hz.</param>
/// <param name="Channels">1 when nothing is said.</param>
public sealed record CodecDescription(byte PayloadType, string Name, int ClockRate, int Channels = 1)
{
    /// <summary>The value of "a=fmtp" behind the payload type; empty when there is none.</summary>
    public FormatParameters Parameters { get; init; } = FormatParameters.None;

    /// <summary>The feedback messages allowed for this payload type.</summary>
    public RtcpFeedbackKinds Feedback { get; init; }

    /// <summary>Whether this is the codec of that name.</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Payload types that need no rtpmap (RFC 3551, section 6).</summary>
    internal static CodecDescription? Static(byte payloadType) => payloadType switch
    {
        0 => new CodecDescription(0, "PCMU", 8000),
        8 => new CodecDescription(8, "PCMA", 8000),
        9 => new CodecDescription(9, "G722", 8000),
        13 => new CodecDescription(13, "CN", 8000),
        _ => null,
    };
}
