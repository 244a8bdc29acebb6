using System.Net;
using Plenum.AspNetCore.Tests.Support;
using static Plenum.AspNetCore.Tests.HttpSessions.Requests;

namespace Plenum.AspNetCore.Tests.HttpSessions;

/// <summary>What WHIP and WHEP take of an offer, and what they say of one that they do not.</summary>
public sealed class OfferTests
{
    private const string DataSection = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\nc=IN IP4 0.0.0.0\na=sctp-port:5000";

    private const string LayeredVideo =
        "m=video 9 UDP/TLS/RTP/SAVPF 96\nc=IN IP4 0.0.0.0\na=sendonly\na=rtcp-mux\na=rtpmap:96 VP8/90000\n"
        + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\n"
        + "a=rid:q send\na=rid:f send\na=rid:h send\na=simulcast:send h;f;q";

    public static TheoryData<string, string, string> Unfit() => new()
    {
        { "whip", TestOffers.Of(), "no audio or video" },
        { "whip", TestOffers.Of(DataSection), "no audio or video" },
        { "whip", TestOffers.Of(TestOffers.Audio("recvonly")), "section 0 must be sendonly" },
        { "whip", TestOffers.Of(TestOffers.Audio("sendonly"), TestOffers.Video("recvonly")), "section 1 must be sendonly" },
        { "whip", TestOffers.Of(TestOffers.Audio("inactive"), TestOffers.Video("sendonly")), "section 0 must be sendonly" },
        { "whip", TestOffers.Of(TestOffers.Video("sendonly"), TestOffers.Video("sendonly")), "One audio and one video" },
        { "whip", TestOffers.Of(TestOffers.Audio("sendonly"), TestOffers.Audio("sendonly")), "One audio and one video" },
        { "whip", TestOffers.Of(TestOffers.Audio("sendonly"), TestOffers.Video("sendonly", "H261")), "no codec" },
        { "whip", Whip.Replace("a=fingerprint", "a=fingerprinted", StringComparison.Ordinal), "" },
        { "whip", Whip.Replace("a=ice-pwd", "a=ice-pwds", StringComparison.Ordinal), "" },
        { "whip", Whip.Replace("a=setup:actpass", "a=setup:holdconn", StringComparison.Ordinal), "" },
        { "whip", Whip.Replace("a=group:BUNDLE 0 1\r\n", "", StringComparison.Ordinal), "BUNDLE" },
        { "whip", Whip.Replace("a=group:BUNDLE 0 1", "a=group:BUNDLE 0", StringComparison.Ordinal), "BUNDLE" },
        { "whip", Whip.Replace("a=rtcp-mux\r\n", "", StringComparison.Ordinal), "rtcp-mux" },
        { "whep", Whep.Replace("a=group:BUNDLE 0 1\r\n", "", StringComparison.Ordinal), "BUNDLE" },
        { "whep", Whep.Replace("a=rtcp-mux\r\n", "", StringComparison.Ordinal), "rtcp-mux" },
        { "whep", TestOffers.Of(), "no audio or video" },
        { "whep", TestOffers.Of(TestOffers.Audio("sendonly")), "section 0 must be recvonly" },
        { "whep", TestOffers.Of(TestOffers.Video("inactive")), "section 0 must be recvonly" },
        { "whep", TestOffers.Of(TestOffers.Video("recvonly", "H261")), "" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task An_offer_that_does_not_fit_is_refused_whole_with_the_reason_and_leaves_nobody_behind(
        string kind, string offer, string reason)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, $"{kind}/team", offer);

        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await using var ann = await host.JoinAsync("team");
        Assert.Single(ann.Snapshot.Participants);
    }

    public static TheoryData<string> Unusual() =>
    [
        // A data channel counts for nothing; neither does a section that is switched off.
        TestOffers.Of(TestOffers.Video("sendonly"), DataSection),
        TestOffers.Of(TestOffers.Video("sendonly"), TestOffers.Audio("sendonly").Replace("audio 9", "audio 0", StringComparison.Ordinal)),
        // One section is a bundle by itself.
        TestOffers.Of(TestOffers.Video("sendonly")).Replace("a=group:BUNDLE 0\r\n", "", StringComparison.Ordinal),
        // A client that knows of nothing else than RTP and RTCP on one port (RFC 8858).
        Whip.Replace("a=rtcp-mux\r\n", "a=rtcp-mux\r\na=rtcp-mux-only\r\n", StringComparison.Ordinal),
        // A DTLS client alone, as RFC 9725 lets encoders be (section 4.4.4).
        Whip.Replace("a=setup:actpass", "a=setup:active", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Unusual))]
    public async Task An_unusual_offer_is_answered_with_rtcp_on_the_same_port(string offer)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", offer);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("a=rtcp-mux\r\n", answer, StringComparison.Ordinal);
        // RFC 8858, section 3, forbids it in an answer, whatever RFC 9725 says.
        Assert.DoesNotContain("rtcp-mux-only", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulcast_is_answered_in_the_order_in_which_it_was_offered()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", TestOffers.Of(LayeredVideo));

        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer);
        Assert.Contains("a=rid:h recv\r\na=rid:f recv\r\na=rid:q recv\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("a=simulcast:recv h;f;q\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sound_and_picture_of_a_player_are_one_stream()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        var session = await OpenAsync(http, "whep");

        var streams = session.Answer.Split("\r\n").Where(line => line.StartsWith("a=msid:", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0]).ToList();
        Assert.Equal(2, streams.Count);
        Assert.Single(streams.Distinct());
    }
}
