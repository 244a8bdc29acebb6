namespace Plenum.AspNetCore.Tests.Support;

/// <summary>Offers as text, so that they can be wrong.</summary>
internal static class TestOffers
{
    public const string Ufrag = "abcd";
    public const string Password = "0123456789012345678901";

    /// <summary>An offer with these sections, bundled; mids count from 0.</summary>
    public static string Of(params string[] sections)
    {
        var lines = new List<string>
        {
            "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0",
            $"a=group:BUNDLE {string.Join(' ', Enumerable.Range(0, sections.Length))}",
            $"a=ice-ufrag:{Ufrag}", $"a=ice-pwd:{Password}", "a=ice-options:trickle", "a=setup:actpass",
            "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("AB", 32)),
        };
        for (var mid = 0; mid < sections.Length; mid++)
        {
            lines.AddRange(sections[mid].Split('\n'));
            lines.Add($"a=mid:{mid}");
        }

        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    public static string Audio(string direction) =>
        $"m=audio 9 UDP/TLS/RTP/SAVPF 111\nc=IN IP4 0.0.0.0\na={direction}\na=rtcp-mux\na=rtpmap:111 opus/48000/2";

    public static string Video(string direction, string codec = "VP8") =>
        $"m=video 9 UDP/TLS/RTP/SAVPF 96\nc=IN IP4 0.0.0.0\na={direction}\na=rtcp-mux\na=rtpmap:96 {codec}/90000\n"
        + "a=rtcp-fb:96 nack\na=rtcp-fb:96 nack pli";
}
