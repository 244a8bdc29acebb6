using Plenum.Rtc.Sdp;

namespace Plenum.Rtc.Tests.Sdp;

public sealed class IceFragmentTests
{
    // RFC 9725, section 4.3.2.
    private const string Example =
        "a=ice-options:trickle ice2\na=group:BUNDLE 0 1\nm=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:0\na=ice-ufrag:EsAw\n"
        + "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\n"
        + "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\n"
        + "a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0 ufrag EsAw network-id 1\n"
        + "a=end-of-candidates\n";

    [Fact]
    public void The_rfcs_example_is_understood()
    {
        var fragment = Parse(Example);

        Assert.Equal(("EsAw", "P2uYro0UCOQ4zxjKXaWCBui1"), (fragment.Transport.UserFragment, fragment.Transport.Password));
        Assert.Equal(2, fragment.Transport.Candidates.Length);
        Assert.True(fragment.Transport.HasAllCandidates);
        Assert.Equal(("0", "audio 9 UDP/TLS/RTP/SAVPF 111"), (fragment.Mid, fragment.Section));
        Assert.Equal(["0", "1"], fragment.Bundle);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var text = Parse(Example).ToString();

        Assert.Equal(text, Parse(text).ToString());
        Assert.Contains("a=ice-options:trickle ice2\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_may_stand_before_any_section_and_candidates_without_one()
    {
        var fragment = Parse("a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n");

        Assert.Equal("abcd", fragment.Transport.UserFragment);
        Assert.Single(fragment.Transport.Candidates);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("v=0\r\n")]
    [InlineData("a=mid:0\r\n")]
    [InlineData("a=ice-ufrag:abcd\r\n")]
    [InlineData("a=ice-pwd:0123456789012345678901\r\n")]
    [InlineData("a=ice-ufrag:abcd\r\na=ice-pwd:short\r\n")]
    [InlineData("m=audio\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n")]
    [InlineData("a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=ice-ufrag:efgh\r\n")]
    public void What_says_nothing_half_or_two_things_is_refused(string text)
    {
        Assert.False(IceFragment.TryParse(text, out var fragment, out var problem));
        Assert.Null(fragment);
        Assert.NotEqual(SdpError.None, problem.Error);
    }

    [Fact]
    public void Hostile_text_is_refused_and_never_throws()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = Example.ToCharArray();
            for (var change = 0; change < 8; change++)
                text[random.Next(text.Length)] = (char)random.Next(0, 256);
            _ = IceFragment.TryParse(text, out _, out _);
            _ = IceFragment.TryParse(text.AsSpan(0, random.Next(text.Length)), out _, out _);
        }
    }

    [Fact]
    public void Over_an_offer_it_is_that_offer_with_new_credentials_and_candidates_at_the_tagged_section()
    {
        var offer = Captures.Parse(Captures.Read("chromium-sendrecv.offer.sdp"));
        var fragment = Parse(Example);

        var restarted = fragment.Over(offer);

        Assert.All(restarted.Media, section => Assert.Equal("EsAw", restarted.TransportOf(section).UserFragment));
        Assert.Equal([2, 0], restarted.Media.Take(2).Select(section => section.Transport.Candidates.Length));
        Assert.Equal(
            offer.Media.Select(section => section.Transport.Fingerprints), restarted.Media.Select(section => section.Transport.Fingerprints));
        Assert.Equal(offer.Media.Select(section => section.Mid), restarted.Media.Select(section => section.Mid));
    }

    [Fact]
    public void Of_an_answer_it_is_the_transport_alone()
    {
        var answer = Captures.Answer(Offers.Bundled(Offers.Audio(), Offers.Video())).Description;

        var fragment = IceFragment.Of(answer)!;

        Assert.True(fragment.IsIceLite);
        Assert.Equal(answer.Media[0].Transport.Password, fragment.Transport.Password);
        Assert.Equal(answer.Media[0].Transport.Candidates, fragment.Transport.Candidates);
        Assert.Empty(fragment.Transport.Fingerprints);
        Assert.Contains("a=mid:0", fragment.ToString(), StringComparison.Ordinal);
    }

    private static IceFragment Parse(string text)
    {
        Assert.True(IceFragment.TryParse(text, out var fragment, out var problem), problem.ToString());
        return fragment;
    }
}
