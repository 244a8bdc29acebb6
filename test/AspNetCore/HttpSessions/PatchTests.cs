using System.Net;
using System.Net.Http.Headers;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Rtc.Sdp;
using static Plenum.AspNetCore.Tests.HttpSessions.Requests;

namespace Plenum.AspNetCore.Tests.HttpSessions;

/// <summary>Candidates that come later, and ICE restarts (RFC 9725, section 4.3).</summary>
public sealed class PatchTests
{
    private static readonly string Candidates =
        $"a=ice-ufrag:{TestOffers.Ufrag}\r\na=ice-pwd:{TestOffers.Password}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
        + "a=candidate:1 1 udp 1 192.0.2.1 61764 typ host\r\na=candidate:2 1 tcp 1 nowhere.local 9 typ host\r\na=end-of-candidates\r\n";

    private static readonly string Restart = Candidates.Replace(TestOffers.Ufrag, "efgh", StringComparison.Ordinal);

    [Theory]
    [InlineData("whip")]
    [InlineData("whep")]
    public async Task Candidates_are_taken_without_an_answer(string kind)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, kind);

        using var response = await PatchAsync(http, session.Url, Candidates, session.Tag.ToString());

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Null(response.Headers.ETag);
        Assert.Empty(await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("whip", "*")]
    [InlineData("whep", "*")]
    [InlineData("whip", "\"*\"")]
    public async Task New_credentials_restart_ice_and_make_a_new_ice_session(string kind, string ifMatch)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, kind);

        using var response = await PatchAsync(http, session.Url, Restart, ifMatch);
        var body = await response.Content.ReadAsStringAsync(Token);
        using var late = await PatchAsync(http, session.Url, Candidates, session.Tag.ToString());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Fragment, response.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual(session.Tag, response.Headers.ETag);
        Assert.True(IceFragment.TryParse(body, out var fragment, out _));
        Assert.True(fragment.IsIceLite);
        Assert.NotEmpty(fragment.Transport.Candidates);
        Assert.DoesNotContain(fragment.Transport.UserFragment, session.Answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
    }

    [Theory]
    [InlineData("\"other\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"other\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("nonsense", HttpStatusCode.PreconditionFailed)]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    public async Task A_change_of_another_ice_session_is_not_made(string? ifMatch, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, "whip");

        using var response = await PatchAsync(http, session.Url, Restart, ifMatch);
        using var after = await PatchAsync(http, session.Url, Candidates, session.Tag.ToString());

        await AssertProblemAsync(response, status);
        Assert.Equal(HttpStatusCode.NoContent, after.StatusCode);
    }

    [Fact]
    public async Task One_of_several_tags_may_be_the_present_one()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, "whip");

        using var response = await PatchAsync(http, session.Url, Candidates, $"\"other\", {session.Tag}");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Overlapping_restarts_are_done_one_after_the_other()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, "whip");

        var responses = await Task.WhenAll(Enumerable.Range(1000, 8).Select(number => PatchAsync(
            http, session.Url, Candidates.Replace(TestOffers.Ufrag, $"r{number}", StringComparison.Ordinal), "*")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(8, responses.Select(response => response.Headers.ETag!.Tag).Distinct().Count());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("a=ice-ufrag:efgh\r\n")]
    [InlineData("")]
    public async Task A_malformed_fragment_is_bad_and_changes_nothing(string fragment)
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, "whip");

        using var response = await PatchAsync(http, session.Url, fragment, "*");

        await AssertProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Anything_but_a_fragment_is_unsupported_and_what_is_supported_is_said()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var session = await OpenAsync(http, "whep");

        using var response = await PatchAsync(http, session.Url, Whep, "*", Sdp);

        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(Fragment, response.Headers.GetValues("Accept-Patch").Single());
    }

    [Fact]
    public async Task An_unknown_session_is_not_found_before_anything_else()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var response = await PatchAsync(http, $"/whip/team/{new string('0', 32)}", "hello", null, "text/plain");

        await AssertProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_flood_of_changes_is_slowed_down()
    {
        await using var host = await TestHost.StartAsync(clock: new ManualTimeProvider());
        using var http = Client(host);
        var session = await OpenAsync(http, "whip");
        for (var number = 0; number < 20; number++)
            (await PatchAsync(http, session.Url, Candidates, session.Tag.ToString())).Dispose();

        using var response = await PatchAsync(http, session.Url, Candidates, session.Tag.ToString());

        await AssertProblemAsync(response, HttpStatusCode.TooManyRequests);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task<HttpResponseMessage> PatchAsync(
        HttpClient http, string url, string body, string? ifMatch, string type = Fragment)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, url) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await http.SendAsync(request, Token);
    }
}
