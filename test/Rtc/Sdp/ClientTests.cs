using System.Collections.Immutable;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Sdp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sdp;

/// <summary>Our client offers, our server answers, and both agree on the same.</summary>
public sealed class ClientTests
{
    private static readonly ImmutableArray<OfferedMedia> Plan =
    [
        new(MediaKind.Audio, "a", MediaDirection.SendOnly),
        new(MediaKind.Video, "v", MediaDirection.SendOnly) { Encodings = ["q", "h", "f"] },
        new(MediaKind.Audio, "s0a", MediaDirection.ReceiveOnly),
        new(MediaKind.Video, "s0v", MediaDirection.ReceiveOnly),
        new(MediaKind.Data, "d"),
    ];

    [Fact]
    public void Both_sides_agree_on_the_same_session()
    {
        var (client, server) = Connect(Plan);

        Assert.Equal(DtlsRole.Client, client.DtlsRole);
        Assert.Equal(DtlsRole.Server, server.DtlsRole);
        Assert.Equal(client.LocalCredentials, server.RemoteCredentials);
        Assert.Equal(server.LocalCredentials, client.RemoteCredentials);
        Assert.True(client.IsRemoteIceLite);
        Assert.Equal(Captures.Server.Candidates, client.RemoteCandidates);
        Assert.All(client.Media.Zip(server.Media), pair => AssertMirror(pair.First, pair.Second));
    }

    [Fact]
    public void Simulcast_is_sent_with_the_encodings_the_answer_took()
    {
        var (client, server) = Connect(Plan, NegotiationPolicy.Default with { MaxEncodings = 2 });

        Assert.Equal(["q", "h"], client.Media[1].SendEncodings.Select(encoding => encoding.Rid));
        Assert.Equal(["q", "h"], server.Media[1].ReceiveEncodings.Select(encoding => encoding.Rid));
    }

    [Fact]
    public void The_codec_order_of_the_answer_counts()
    {
        var policy = NegotiationPolicy.Default with { Video = [CodecPreference.H264, CodecPreference.Vp8] };

        var (client, _) = Connect(Plan, policy);

        Assert.Equal([CodecKind.H264, CodecKind.Vp8], client.Media[1].Codecs.Select(codec => codec.Kind));
    }

    [Fact]
    public void A_later_offer_adds_sections_and_keeps_numbers_sources_and_credentials()
    {
        var (client, server) = Connect(Plan);
        var (laterClient, laterServer) = Connect(
            Plan.Add(new OfferedMedia(MediaKind.Video, "s1v", MediaDirection.ReceiveOnly)), null, client, server);

        Assert.Equal(client.LocalCredentials, laterClient.LocalCredentials);
        Assert.Equal(client.LocalOrigin.Version + 1, laterClient.LocalOrigin.Version);
        Assert.Equal(server.Media[3].LocalSource, laterServer.Media[3].LocalSource);
        Assert.Equal(
            client.Media[1].Codecs.Select(codec => codec.PayloadType),
            laterClient.Media[5].Codecs.Select(codec => codec.PayloadType));
    }

    [Fact]
    public void A_restart_offer_renews_the_credentials_of_both_sides()
    {
        var (client, server) = Connect(Plan);
        var (laterClient, laterServer) = Connect(Plan, null, client, server, restartsIce: true);

        Assert.True(laterClient.RestartsIce);
        Assert.True(laterServer.RestartsIce);
        Assert.NotEqual(client.LocalCredentials, laterClient.LocalCredentials);
        Assert.NotEqual(server.LocalCredentials, laterServer.LocalCredentials);
    }

    [Fact]
    public void A_stopped_section_keeps_its_place_and_is_rejected()
    {
        var (client, server) = Connect(Plan);
        var stopped = Plan.SetItem(1, Plan[1] with { IsStopped = true });

        var (laterClient, laterServer) = Connect(stopped, null, client, server);

        Assert.True(laterClient.Media[1].IsRejected);
        Assert.True(laterServer.Media[1].IsRejected);
    }

    [Fact]
    public void Who_answered_first_and_offers_next_keeps_the_numbers_of_the_first_offer()
    {
        var first = Captures.Answer(Captures.Read("firefox-sendrecv.offer.sdp")).Session;
        ImmutableArray<OfferedMedia> same =
            [.. first.Media.Select(media => new OfferedMedia(media.Kind, media.Mid, MediaDirection.SendReceive))];

        var offer = Negotiator.Offer(
            same, NegotiationPolicy.Default, Captures.Server, first, false, new SeededRandom(3)).Description;

        Assert.Equal("120", offer.Media[1].Codecs.Single(codec => codec.Is("VP8")).PayloadType.ToString());
        Assert.Equal(3, offer.Media[0].Extensions.Single(extension => extension.Uri.EndsWith(":mid", StringComparison.Ordinal)).Id);
        Assert.Equal(offer.Media[1].Formats.Length, offer.Media[1].Formats.Distinct().Count());
    }

    [Theory]
    [InlineData("a=mid:a\r\n", "a=mid:b\r\n", SdpError.AnswerDoesNotMatch)]
    [InlineData("m=audio 9", "m=video 9", SdpError.AnswerDoesNotMatch)]
    [InlineData("a=setup:passive", "a=setup:actpass", SdpError.UnsupportedSetup)]
    [InlineData("a=group:BUNDLE a v", "a=group:BUNDLE a", SdpError.AnswerNotBundled)]
    [InlineData("a=rtcp-mux\r\n", "", SdpError.AnswerNotBundled)]
    [InlineData("a=recvonly", "a=sendrecv", SdpError.AnswerExceedsOffer)]
    [InlineData("a=rtpmap:96 opus/48000/2", "a=rtpmap:96 G722/8000", SdpError.AnswerExceedsOffer)]
    [InlineData("a=extmap:1 ", "a=extmap:2 ", SdpError.AnswerExceedsOffer)]
    [InlineData("a=ice-pwd:", "a=x-pwd:", SdpError.MissingIceCredentials)]
    public void An_answer_that_does_not_fit_is_refused(string find, string replace, SdpError expected)
    {
        var offer = Offer(Plan, null);
        var text = Captures.Answer(offer.Description).Description.ToString();
        Assert.Contains(find, text, StringComparison.Ordinal);

        Negotiator.TryComplete(
            offer, NegotiationPolicy.Default, Captures.Parse(text.Replace(find, replace, StringComparison.Ordinal)),
            null, out var session, out var problem);

        Assert.Null(session);
        Assert.Equal(expected, problem.Error);
    }

    private static void AssertMirror(NegotiatedMedia client, NegotiatedMedia server)
    {
        Assert.Equal((client.Mid, client.Kind, client.IsRejected), (server.Mid, server.Kind, server.IsRejected));
        Assert.Equal(client.Direction.Reversed(), server.Direction);
        Assert.Equal(
            client.Codecs.Select(codec => (codec.Kind, codec.PayloadType, codec.RetransmissionPayloadType, codec.Feedback)),
            server.Codecs.Select(codec => (codec.Kind, codec.PayloadType, codec.RetransmissionPayloadType, codec.Feedback)));
        Assert.Equal(
            client.Extensions.Select(extension => (extension.Id, extension.Kind)),
            server.Extensions.Select(extension => (extension.Id, extension.Kind)));
        if (server.Direction.CanSend() && server.LocalSource is { } source)
            Assert.Equal(source.Ssrc, client.RemoteSources[0].Ssrc);
        Assert.Equal(client.RemoteMaxMessageSize, server.RemoteMaxMessageSize);
    }

    private static LocalOffer Offer(
        ImmutableArray<OfferedMedia> plan, NegotiatedSession? current, bool restartsIce = false) =>
        Negotiator.Offer(plan, NegotiationPolicy.Default, Captures.Client, current, restartsIce, new SeededRandom(restartsIce ? 6u : 5u));

    private static (NegotiatedSession Client, NegotiatedSession Server) Connect(
        ImmutableArray<OfferedMedia> plan,
        NegotiationPolicy? serverPolicy = null,
        NegotiatedSession? client = null,
        NegotiatedSession? server = null,
        bool restartsIce = false)
    {
        var offer = Offer(plan, client, restartsIce);
        var answer = Captures.Answer(Captures.Parse(offer.Description.ToString()), serverPolicy, server, seed: restartsIce ? 9u : 8u);
        var done = Negotiator.TryComplete(
            offer, NegotiationPolicy.Default, Captures.Parse(answer.Description.ToString()), client, out var session, out var problem);
        Assert.True(done, problem.ToString());
        return (session!, answer.Session);
    }
}
