using System.Net;
using System.Net.Http.Headers;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using static Plenum.AspNetCore.Tests.HttpSessions.Requests;

namespace Plenum.AspNetCore.Tests.HttpSessions;

/// <summary>What RFC 9725 and draft-ietf-wish-whep say of requests and responses, for both.</summary>
public sealed class HttpSessionTests
{
    [Theory]
    [InlineData("whip", "recvonly")]
    [InlineData("whep", "sendonly")]
    public async Task An_offer_is_answered_with_a_session(string kind, string direction)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var created = await PostAsync(http, $"{kind}/team", OfferOf(kind));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(Sdp, created.Content.Headers.ContentType!.MediaType);
        Assert.True(created.Headers.ETag is { IsWeak: false });
        Assert.Matches($"^/{kind}/team/[0-9a-f]{{32}}$", created.Headers.Location!.OriginalString);
        var answer = await created.Content.ReadAsStringAsync(Token);
        Assert.Contains("a=ice-lite\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("a=setup:passive\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("a=candidate:", answer, StringComparison.Ordinal);
        Assert.Equal(2, answer.Split($"a={direction}\r\n").Length - 1);
    }

    [Theory]
    [InlineData("whip")]
    [InlineData("whep")]
    public async Task A_client_that_would_do_both_is_answered_one_way(string kind)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var offer = TestOffers.Of(TestOffers.Audio("sendrecv"), TestOffers.Video("sendrecv"));

        using var created = await PostAsync(http, $"{kind}/team", offer);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.DoesNotContain("sendrecv", await created.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whip", "obs-30", "H264/90000")]
    [InlineData("whip", "gstreamer-sendrecv", "VP8/90000")]
    [InlineData("whip", "chromium-sendrecv-gathered", "VP8/90000")]
    [InlineData("whip", "firefox-sendrecv", "VP8/90000")]
    [InlineData("whip", "aiortc-sendrecv", "VP8/90000")]
    [InlineData("whep", "chromium-recvonly-video", "VP8/90000")]
    [InlineData("whep", "firefox-recvonly-video", "VP8/90000")]
    [InlineData("whep", "werift-sendrecv", "VP8/90000")]
    [InlineData("whep", "wrtc-sendrecv", "VP8/90000")]
    public async Task What_real_clients_offer_is_answered(string kind, string capture, string codec)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var offer = Repository.Read($"test/Rtc/Sdp/Captures/{capture}.offer.sdp").ReplaceLineEndings("\r\n");

        using var response = await PostAsync(http, $"{kind}/team", offer);

        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer);
        Assert.Contains(codec, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("m=video 0 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("m=audio 0 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whip")]
    [InlineData("whep")]
    public async Task A_session_ends_once(string kind)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, kind);

        using var seen = await http.GetAsync(session.Url, Token);
        // RFC 9725, section 4.3.1: an entity tag means nothing here.
        using var ended = await SendAsync(http, HttpMethod.Delete, session.Url, request => request.Headers.IfMatch.Add(new("\"other\"")));
        using var again = await http.DeleteAsync(session.Url, Token);
        using var gone = await http.GetAsync(session.Url, Token);

        Assert.Equal(HttpStatusCode.NoContent, seen.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("whip")]
    [InlineData("whep")]
    public async Task A_session_is_known_under_its_own_url_alone(string kind)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, kind);
        var id = session.Url.Split('/')[^1];
        var other = kind == "whip" ? "whep" : "whip";

        foreach (var url in new[] { $"/{other}/team/{id}", $"/{kind}/other/{id}", $"/{kind}/team/{new string('0', 32)}", $"/{kind}/a b/{id}" })
        {
            using var response = await http.DeleteAsync(url, Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task An_encoder_is_a_participant_under_the_identity_of_its_url_until_it_leaves()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("team", "Ann");
        using var http = Client(host);

        var session = await OpenAsync(http, "whip", "?identity=studio%201");
        var joined = (await ann.EventAsync<RoomEvent.ParticipantJoined>()).Participant;
        using var ended = await http.DeleteAsync(session.Url, Token);
        var left = await ann.EventAsync<RoomEvent.ParticipantLeft>();

        Assert.Equal(("studio 1", "studio 1"), (joined.Identity, joined.Name));
        Assert.Equal(ParticipantRole.Member, joined.Role);
        Assert.Equal(
            [TrackSource.Microphone, TrackSource.Camera], joined.Publications.Select(publication => publication.Source));
        Assert.Equal((joined.Id, LeaveReason.Left), (left.Participant, left.Reason));
    }

    [Fact]
    public async Task Whoever_comes_after_an_encoder_runs_the_call()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await OpenAsync(http, "whip");

        await using var ann = await host.JoinAsync("team", "Ann");

        var updated = (await ann.EventAsync<RoomEvent.ParticipantUpdated>()).Participant;
        Assert.Equal((ann.Id, ParticipantRole.Host), (updated.Id, updated.Role));
    }

    [Theory]
    [InlineData("whip", "text/plain")]
    [InlineData("whip", Fragment)]
    [InlineData("whep", "application/json")]
    [InlineData("whep", null)]
    public async Task Anything_but_sdp_is_unsupported(string kind, string? type)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, $"{kind}/team", OfferOf(kind), type);

        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/sdp; charset=utf-8")]
    [InlineData("Application/SDP")]
    public async Task Sdp_is_sdp_however_it_is_written(string type)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", Whip, type);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio\r\n")]
    public async Task A_malformed_offer_is_bad(string offer)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", offer);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_is_no_text_is_bad()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        using var content = new ByteArrayContent([0xff, 0xfe, 0xfd]) { Headers = { ContentType = new(Sdp) } };

        using var response = await http.PostAsync("whip/team", content, Token);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_too_large(bool saysItsLength)
    {
        await using var host = await TestHost.StartAsync(options => options.HttpSessions.MaxBodyBytes = 2048);
        using var http = Client(host);
        using HttpContent content = saysItsLength
            ? new StringContent(new string('x', 4096))
            : new StreamContent(new Trickle(4096));
        content.Headers.ContentType = new(Sdp);

        using var response = await http.PostAsync("whip/team", content, Token);

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("whip/a%20b")]
    [InlineData("whep/..%2f")]
    public async Task A_room_that_cannot_be_is_not_found(string path)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, path, OfferOf(path[..4]));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_room_that_the_application_does_not_know_is_not_found()
    {
        await using var host = await TestHost.StartAsync(options => options.Rooms.CreateOnJoin = false);
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("identity=")]
    [InlineData("identity=a&identity=b")]
    public async Task An_identity_that_cannot_be_is_bad(string query)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PostAsync(http, $"whip/team?{query}", Whip);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_sessions_of_one_address_than_allowed_are_too_many_until_one_ends()
    {
        await using var host = await TestHost.StartAsync(options => options.HttpSessions.MaxSessionsPerAddress = 1);
        using var http = Client(host);
        var first = await OpenAsync(http, "whip");

        using var refused = await PostAsync(http, "whip/team", Whip);
        await http.DeleteAsync(first.Url, Token);
        using var accepted = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(refused, HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Fact]
    public async Task A_server_with_too_much_to_do_says_when_to_come_again()
    {
        await using var host = await TestHost.StartAsync(options => options.Media.MaxConnections = 0);
        using var http = Client(host);

        using var refused = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(refused, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task More_sessions_without_media_than_allowed_make_the_server_busy()
    {
        await using var host = await TestHost.StartAsync(options => options.HttpSessions.MaxPendingSessions = 1);
        using var http = Client(host);
        await OpenAsync(http, "whip");

        using var refused = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(refused, HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("whip")]
    [InlineData("whep")]
    public async Task Who_asks_for_more_of_the_endpoint_learns_what_it_takes(string kind)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var options = await SendAsync(http, HttpMethod.Options, $"{kind}/team");
        using var wrong = await SendAsync(http, HttpMethod.Put, $"{kind}/team");
        using var twice = await SendAsync(http, HttpMethod.Post, (await OpenAsync(http, kind)).Url);

        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        Assert.Equal(Sdp, options.Headers.GetValues("Accept-Post").Single());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
        Assert.Contains("POST", wrong.Content.Headers.Allow);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, twice.StatusCode);
        Assert.Superset(new HashSet<string> { "PATCH", "DELETE" }, twice.Content.Headers.Allow.ToHashSet());
    }

    [Fact]
    public async Task There_is_nothing_to_get_from_whip_and_the_type_alone_from_whep()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var whip = await http.GetAsync("whip/team", Token);
        using var whep = await SendAsync(http, HttpMethod.Head, "whep/team");

        Assert.Equal(HttpStatusCode.NoContent, whip.StatusCode);
        Assert.Equal((HttpStatusCode.OK, Sdp), (whep.StatusCode, whep.Content.Headers.ContentType?.MediaType));
        Assert.Equal(0, whep.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_room_with_a_waiting_room_is_closed_to_them()
    {
        await using var host = await TestHost.StartAsync(options =>
            options.Rooms.Defaults = options.Rooms.Defaults with { WaitingRoom = true });
        await using var ann = await host.JoinAsync("team");
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(response, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_locked_room_is_closed_to_them()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("team");
        await ann.OkAsync(id => new Request.Lock { Id = id, Locked = true });
        using var http = Client(host);

        using var response = await PostAsync(http, "whep/team", Whep);

        await AssertProblemAsync(response, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_is_put_out_has_no_session_any_more()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("team", "Ann");
        using var http = Client(host);
        var session = await OpenAsync(http, "whip");
        var encoder = (await ann.EventAsync<RoomEvent.ParticipantJoined>()).Participant.Id;

        await ann.OkAsync(id => new Request.Remove { Id = id, Participant = encoder });
        await ann.EventAsync<RoomEvent.ParticipantLeft>();
        using var gone = await http.DeleteAsync(session.Url, Token);

        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Stun_and_turn_servers_come_as_links()
    {
        await using var host = await TestHost.StartAsync(WithIceServers);
        using var http = Client(host);

        using var created = await PostAsync(http, "whip/team", Whip);

        var links = created.Headers.GetValues("Link").ToList();
        Assert.Equal("<stun:stun.example.org:3478>; rel=\"ice-server\"", links[0]);
        Assert.Equal(
            "<turn:turn.example.org?transport=udp>; rel=\"ice-server\"; username=\"u\\\"s\"; credential=\"p\\\\w\"; credential-type=\"password\"",
            links[1]);
    }

    [Fact]
    public async Task Before_an_offer_ice_servers_are_told_to_who_may_enter_and_to_no_preflight()
    {
        await using var host = await TestHost.StartAsync(options =>
        {
            WithIceServers(options);
            WithTokens(options);
        });
        using var http = Client(host);

        using var stranger = await SendAsync(http, HttpMethod.Options, "whip/team");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Mint("team"));
        using var known = await SendAsync(http, HttpMethod.Options, "whip/team");
        using var preflight = await SendAsync(http, HttpMethod.Options, "whip/team", request =>
        {
            request.Headers.Add("Origin", "https://player.example");
            request.Headers.Add("Access-Control-Request-Method", "POST");
        });

        Assert.False(stranger.Headers.Contains("Link"));
        Assert.True(known.Headers.Contains("Link"));
        Assert.False(preflight.Headers.Contains("Link"));
    }

    /// <summary>A body whose length nobody knows before.</summary>
    private sealed class Trickle(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
