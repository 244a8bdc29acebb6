using System.Text;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Sdp;
using Plenum.Simulation;

namespace Plenum.Fuzz.Targets;

/// <summary>Reads session descriptions, answers them, and reads what the answer says.</summary>
internal sealed class SdpTarget : FuzzTarget
{
    private static readonly LocalTransport Local = new(
        CertificateFingerprint.Of("a certificate"u8, FingerprintAlgorithm.Sha256),
        ["candidate:1 1 udp 2130706431 198.51.100.1 443 typ host"],
        IsIceLite: true);

    public override string Name => "sdp";

    public override int MaxLength => 40_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [.. new[]
        {
            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "a=mid:0\r\n", "a=mid:", "a=rid:h send\r\n",
            "a=simulcast:send h;m;l\r\n", "a=ssrc-group:FID 1 2\r\n", "a=ssrc:1 cname:x\r\n", "a=fmtp:97 apt=96\r\n",
            "a=rtpmap:96 VP8/90000\r\n", "a=group:BUNDLE 0 1\r\n", "a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid\r\n",
            "a=setup:active\r\n", "a=inactive\r\n", "\r\n", "\n", "a=", "m=", "=", ":", ";", "~", "4294967296", "-1",
        }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds()
    {
        var assembly = typeof(SdpTarget).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return bytes;
        }
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        var mark = new Mark();
        if (!SessionDescription.TryParse(Encoding.UTF8.GetString(input), out var session, out var problem))
        {
            mark.Add((ulong)problem.Error);
            return mark.Value;
        }

        mark.AddMagnitude(session.Media.Length);
        if (!Negotiator.TryAnswer(
            session, NegotiationPolicy.Default, Local, null, new SeededRandom(1), out var answer, out problem))
        {
            mark.Add((ulong)problem.Error);
            return mark.Value;
        }

        foreach (var media in answer.Session.Media)
        {
            mark.Add(media.IsRejected);
            mark.Add((ulong)media.Direction);
            mark.AddMagnitude(media.Codecs.Length);
            mark.AddMagnitude(media.Extensions.Length);
            mark.AddMagnitude(media.ReceiveEncodings.Length);
            mark.AddMagnitude(media.RemoteSources.Length);
        }

        if (!SessionDescription.TryParse(SdpWriter.Write(answer.Description), out _, out problem))
            throw new InvalidOperationException($"our own answer does not parse: {problem}");
        return mark.Value;
    }
}
