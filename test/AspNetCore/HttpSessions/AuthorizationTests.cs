using System.Net;
using System.Net.Http.Headers;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using static Plenum.AspNetCore.Tests.HttpSessions.Requests;

namespace Plenum.AspNetCore.Tests.HttpSessions;

/// <summary>Who may: join tokens as bearer tokens (RFC 6750), and pages of other origins (CORS).</summary>
public sealed class AuthorizationTests
{
    [Fact]
    public async Task A_token_says_who_it_is_whatever_the_url_says()
    {
        await using var host = await TestHost.StartAsync(WithKey);
        await using var ann = await host.JoinAsync("team", "Ann");
        using var http = Client(host, Mint("team"));

        await OpenAsync(http, "whip", "?identity=somebody-else");

        var joined = (await ann.EventAsync<RoomEvent.ParticipantJoined>()).Participant;
        Assert.Equal(("u7", "Studio"), (joined.Identity, joined.Name));
    }

    [Fact]
    public async Task Without_dev_mode_nobody_comes_in_without_a_token()
    {
        await using var host = await TestHost.StartAsync(WithTokens);
        using var http = Client(host);

        using var response = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().ToString());
    }

    [Theory]
    [InlineData("Bearer x.y.z")]
    [InlineData("Bearer ")]
    [InlineData("Basic dTpw")]
    public async Task A_wrong_token_is_wrong_in_dev_mode_too(string authorization)
    {
        await using var host = await TestHost.StartAsync(WithKey);
        using var http = Client(host);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await PostAsync(http, "whep/team", Whep);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized);
        Assert.Single(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task A_token_of_another_room_opens_nothing()
    {
        await using var host = await TestHost.StartAsync(WithTokens);
        using var http = Client(host, Mint("other"));

        using var response = await PostAsync(http, "whip/team", Whip);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.Single().ToString());
    }

    [Fact]
    public async Task Who_may_not_publish_all_of_it_publishes_nothing()
    {
        await using var host = await TestHost.StartAsync(WithKey);
        await using var ann = await host.JoinAsync("team", "Ann");
        using var http = Client(host, Mint("team", "viewer"));

        using var whip = await PostAsync(http, "whip/team", Whip);
        using var whep = await PostAsync(http, "whep/team", Whep);

        await AssertProblemAsync(whip, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Created, whep.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_made_with_a_token_is_changed_and_ended_with_it()
    {
        await using var host = await TestHost.StartAsync(WithTokens);
        using var http = Client(host, Mint("team"));
        var session = await OpenAsync(http, "whip");
        using var stranger = Client(host);
        using var other = Client(host, Mint("team", identity: "u8"));

        using var bare = await stranger.DeleteAsync(session.Url, Token);
        using var foreign = await other.DeleteAsync(session.Url, Token);
        using var own = await http.DeleteAsync(session.Url, Token);

        await AssertProblemAsync(bare, HttpStatusCode.Unauthorized);
        await AssertProblemAsync(foreign, HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task A_page_anywhere_may_where_it_has_to_bring_a_token()
    {
        await using var host = await TestHost.StartAsync(WithTokens);
        using var http = Client(host, Mint("team"));
        http.DefaultRequestHeaders.Add("Origin", "https://player.example");

        using var preflight = await SendAsync(http, HttpMethod.Options, "whep/team", request =>
        {
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        });
        using var created = await PostAsync(http, "whep/team", Whep);

        Assert.Equal(HttpStatusCode.OK, preflight.StatusCode);
        Assert.Equal("https://player.example", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("PATCH", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains("If-Match", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        Assert.Equal("application/sdp", preflight.Headers.GetValues("Accept-Post").Single());
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("https://player.example", created.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Location", created.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
        Assert.Contains("Origin", created.Headers.Vary);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:5173", HttpStatusCode.Created)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Created)]
    [InlineData("https://app.example", HttpStatusCode.Created)]
    [InlineData(null, HttpStatusCode.Created)]
    public async Task In_dev_mode_pages_of_this_machine_and_of_listed_origins_may(string? origin, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync(options => options.Access.AllowedOrigins.Add("https://app.example"));
        using var http = Client(host);
        if (origin is not null)
            http.DefaultRequestHeaders.Add("Origin", origin);

        using var response = await PostAsync(http, "whip/team", Whip);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(origin is not null && status == HttpStatusCode.Created, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task In_dev_mode_a_name_that_was_rebound_to_this_machine_may_not()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        http.DefaultRequestHeaders.Host = "evil.example";

        using var response = await PostAsync(http, "whip/team", Whip);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static void WithKey(PlenumOptions options) =>
        options.Access.Keys.Add(new TokenKeyOptions { Secret = TestTokens.Secret });

    private static HttpClient Client(TestHost host, string? token = null)
    {
        var http = Requests.Client(host);
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
