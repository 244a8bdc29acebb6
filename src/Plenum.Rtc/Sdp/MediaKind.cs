namespace Plenum.Rtc.Sdp;

/// <summary>What a media section carries (the first word of its m-line).</summary>
public enum MediaKind
{
    /// <summary>"audio".</summary>
    Audio,

    /// <summary>"video".</summary>
    Video,

    /// <summary>"application" over SCTP: data channels (RFC 8841).</summary>
    Data,

    /// <summary>Anything else; always rejected, but it keeps its place among the m-lines.</summary>
    Other,
}
