using System.Diagnostics;
using System.Text;
using Plenum.Rtc.Sdp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sdp;

/// <summary>Whatever is thrown at it, a description is read or refused with a reason; nothing is thrown back.</summary>
public sealed class HostileTests
{
    private static readonly string Good = Offers.Bundled(Offers.Audio(), Offers.Video(), Offers.Data());

    [Theory]
    [InlineData("", SdpError.UnsupportedVersion, 0)]
    [InlineData("hello", SdpError.MalformedLine, 1)]
    [InlineData("v=1\r\n", SdpError.UnsupportedVersion, 1)]
    [InlineData("v=0\r\ns=-\r\n", SdpError.MalformedOrigin, 2)]
    [InlineData("v=0\r\no=- a 1 IN IP4 0.0.0.0\r\n", SdpError.MalformedOrigin, 2)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\nv=0\r\n", SdpError.DuplicateLine, 3)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\rt=0 0\r\n", SdpError.MalformedLine, 3)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n", SdpError.NoMedia, 0)]
    public void A_text_that_is_no_description_is_refused_with_its_line(string text, SdpError error, int line) =>
        Assert.Equal(new SdpProblem(error, line), Captures.Refusal(text));

    [Theory]
    [InlineData("m=audio 9", "m=audio 99999", SdpError.MalformedMediaLine)]
    [InlineData("SAVPF 111", "SAVPF 111 111", SdpError.DuplicatePayloadType)]
    [InlineData("SAVPF 111", "SAVPF 300", SdpError.MalformedMediaLine)]
    [InlineData("opus/48000/2", "opus", SdpError.MalformedAttribute)]
    [InlineData("opus/48000/2", "opus/0/2", SdpError.MalformedAttribute)]
    [InlineData("a=ice-ufrag:abcd", "a=ice-ufrag:abc", SdpError.MalformedAttribute)]
    [InlineData("a=ice-ufrag:abcd", "a=ice-ufrag:ab:cd", SdpError.MalformedAttribute)]
    [InlineData("a=ice-ufrag:abcd", "a=ice-ufrag:abcd\r\na=ice-ufrag:efgh", SdpError.ContradictoryAttribute)]
    [InlineData("a=ice-pwd:abcdefghijklmnopqrstuv", "a=ice-pwd:short", SdpError.MalformedAttribute)]
    [InlineData("a=setup:actpass", "a=setup:maybe", SdpError.MalformedAttribute)]
    [InlineData("a=setup:actpass", "a=setup:holdconn", SdpError.UnsupportedSetup)]
    [InlineData("sha-256 CA:", "sha-256 ", SdpError.MalformedAttribute)]
    [InlineData("sha-256", "sha-1", SdpError.MissingFingerprint)]
    [InlineData("a=mid:1", "a=mid:0", SdpError.DuplicateMid)]
    [InlineData("BUNDLE 0 1", "BUNDLE 0 9", SdpError.InvalidBundle)]
    [InlineData("BUNDLE 0 1", "BUNDLE 0 0", SdpError.InvalidBundle)]
    [InlineData("a=sctp-port:5000", "a=sctp-port:99999", SdpError.MalformedAttribute)]
    [InlineData("a=sendrecv", "a=sendrecv\r\na=recvonly", SdpError.ContradictoryAttribute)]
    [InlineData("a=sendrecv", "a=rid:a b send", SdpError.MalformedAttribute)]
    [InlineData("a=sendrecv", "a=rid:a send\r\na=rid:a send", SdpError.ContradictoryAttribute)]
    [InlineData("a=sendrecv", "a=simulcast:send", SdpError.MalformedAttribute)]
    [InlineData("a=sendrecv", "a=extmap:x urn:y", SdpError.MalformedAttribute)]
    [InlineData("a=sendrecv", "a=ssrc:99999999999 cname:a", SdpError.MalformedAttribute)]
    public void A_munged_offer_is_refused_with_the_reason(string find, string replace, SdpError expected)
    {
        Assert.Contains(find, Good, StringComparison.Ordinal);

        Assert.Equal(expected, Captures.Refusal(Good.Replace(find, replace, StringComparison.Ordinal)).Error);
    }

    [Fact]
    public void A_problem_names_the_line() =>
        Assert.Equal(10, Captures.Refusal(Good.Replace("m=audio 9", "m=audio x", StringComparison.Ordinal)).Line);

    [Fact]
    public void An_offer_that_nothing_of_can_be_accepted_is_refused() =>
        Assert.Equal(
            SdpError.NothingAcceptable, Captures.Refusal(Offers.Bundled("m=audio 9 UDP/TLS/RTP/SAVPF 9\na=rtcp-mux")).Error);

    [Theory]
    [MemberData(nameof(Captures.All), MemberType = typeof(Captures))]
    public void A_capture_cut_off_anywhere_is_read_or_refused(string name)
    {
        var text = Captures.Read(name);
        for (var length = 0; length < text.Length; length += 1 + (text.Length / 150))
            Take(text[..length]);
    }

    [Theory]
    [MemberData(nameof(Captures.All), MemberType = typeof(Captures))]
    public void A_capture_with_a_line_twice_or_missing_or_moved_is_read_or_refused(string name)
    {
        var lines = Captures.Read(name).Split("\r\n");
        for (var i = 0; i < lines.Length; i += 1 + (lines.Length / 50))
        {
            Take(string.Join("\r\n", [.. lines[..i], lines[i], .. lines[i..]]));
            Take(string.Join("\r\n", [.. lines[..i], .. lines[(i + 1)..]]));
            Take(string.Join("\r\n", [.. lines[..i], .. lines[(i + 1)..], lines[i]]));
        }
    }

    [Fact]
    public void Mangled_captures_are_read_or_refused() => Seeds.Run(200, seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var names = Directory.GetFiles(Captures.Folder);
        var text = new StringBuilder(File.ReadAllText(names[random.Next(names.Length)]));
        for (var change = 0; change < 20; change++)
        {
            var at = random.Next(text.Length);
            if (random.Chance(0.3))
                text.Remove(at, Math.Min(random.Next(10), text.Length - at));
            else if (random.Chance(0.5))
                text.Insert(at, " :;,/=0\r\n~*-9"[random.Next(13)]);
            else
                text[at] = (char)random.Next(300);
        }

        Take(text.ToString());
    });

    [Fact]
    public void Enormous_descriptions_are_refused()
    {
        Assert.Equal(SdpError.TooLong, Captures.Refusal(Good + new string('a', SdpLimits.MaxLength)).Error);
        Assert.Equal(SdpError.LineTooLong, Captures.Refusal($"{Good}a={new string('x', SdpLimits.MaxLineLength)}").Error);
        Assert.Equal(
            SdpError.TooManyMediaSections, Captures.Refusal(Good + Repeat(SdpLimits.MaxMediaSections, _ => "m=audio 0 x 0")).Error);
        Assert.Equal(SdpError.TooManyAttributes, Captures.Refusal(Good + Repeat(600, i => $"a=candidate:{i}")).Error);
        Assert.Equal(SdpError.TooManyAttributes, Captures.Refusal(Good + Repeat(600, i => $"a=ssrc:{i}")).Error);
        Assert.Equal(SdpError.TooManyAttributes, Captures.Refusal(Good + Repeat(600, i => $"a=rid:r{i} send")).Error);
        Assert.Equal(SdpError.TooManyAttributes, Captures.Refusal(Good + Repeat(600, i => $"a=extmap:1 urn:{i}")).Error);
    }

    [Fact]
    public void The_largest_description_that_is_read_takes_a_fraction_of_a_second()
    {
        var section = Offers.Video(Repeat(500, i => $"a=ssrc:{i} cname:c") + Repeat(500, i => $"a=ssrc-group:FID {i} {i + 500}"));
        var text = Offers.Session(
            Repeat(500, i => $"a=extmap:{i + 16} urn:{i}"),
            [.. Enumerable.Repeat(section, 30)]);
        Assert.InRange(text.Length, SdpLimits.MaxLength / 2, SdpLimits.MaxLength);

        var watch = Stopwatch.StartNew();
        Take(text);

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    private static string Repeat(int count, Func<int, string> line) =>
        string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\r\n"));

    /// <summary>Reads and answers; either may refuse, and what is answered can be read.</summary>
    private static void Take(string text)
    {
        if (!SessionDescription.TryParse(text, out var description, out var problem))
        {
            Assert.NotEqual(SdpError.None, problem.Error);
            return;
        }

        Captures.Parse(description.ToString());
        var isAnswered = Negotiator.TryAnswer(
            description, NegotiationPolicy.Default, Captures.Server, null, new SeededRandom(1), out var answer, out problem);
        Assert.Equal(isAnswered, problem.Error == SdpError.None);
        if (isAnswered)
            Captures.Parse(answer!.Description.ToString());
    }
}
