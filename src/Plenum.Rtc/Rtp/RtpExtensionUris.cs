namespace Plenum.Rtc.Rtp;

/// <summary>The names of header extensions in SDP ("a=extmap").</summary>
public static class RtpExtensionUris
{
    private static readonly string[] Uris =
    [
        "",
        "urn:ietf:params:rtp-hdrext:sdes:mid",
        "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
        "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
        "http://www.webrtc.org/experiments/rtp-hdrext/transport-wide-cc-02",
        "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        "urn:3gpp:video-orientation",
        "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
        "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time",
    ];

    /// <summary>The number of kinds, <see cref="RtpExtensionKind.None"/> included.</summary>
    internal static int KindCount => Uris.Length;

    /// <summary>The kind a URI names; <see cref="RtpExtensionKind.None"/> for one we do not know.</summary>
    public static RtpExtensionKind KindOf(ReadOnlySpan<char> uri)
    {
        for (var kind = 1; kind < Uris.Length; kind++)
        {
            if (uri.SequenceEqual(Uris[kind]))
                return (RtpExtensionKind)kind;
        }
        return RtpExtensionKind.None;
    }

    /// <summary>The URI of a kind; empty for <see cref="RtpExtensionKind.None"/>.</summary>
    public static string UriOf(RtpExtensionKind kind) => Uris[(int)kind];
}
