using System.Text;

namespace Plenum.Rtc.Tests.Sdp;

/// <summary>Small offers for tests that are about one thing.</summary>
internal static class Offers
{
    public const string Transport = """
        a=ice-ufrag:abcd
        a=ice-pwd:abcdefghijklmnopqrstuv
        a=fingerprint:sha-256 CA:35:87:58:F6:D2:7E:6C:F4:52:72:93:79:77:A7:48:FD:88:39:1D:B6:79:CE:DA:7D:C7:BF:1F:00:5E:E8:79
        a=setup:actpass
        """;

    public static string Session(string attributes, params string[] sections) => Lines(
        ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", Transport, attributes, .. sections]);

    public static string Bundled(params string[] sections) => Session(
        $"a=group:BUNDLE {string.Join(' ', Enumerable.Range(0, sections.Length))}",
        [.. sections.Select((section, index) => $"{section}\na=mid:{index}")]);

    public static string Audio(string attributes = "a=sendrecv") =>
        $"m=audio 9 UDP/TLS/RTP/SAVPF 111\na=rtcp-mux\na=rtpmap:111 opus/48000/2\n{attributes}";

    public static string Video(string attributes = "a=sendrecv") =>
        $"m=video 9 UDP/TLS/RTP/SAVPF 96\na=rtcp-mux\na=rtpmap:96 VP8/90000\n{attributes}";

    public static string Data(string attributes = "a=sctp-port:5000") =>
        $"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n{attributes}";

    private static string Lines(IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var line in parts.SelectMany(part => part.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            text.Append(line.Trim()).Append("\r\n");
        return text.ToString();
    }
}
