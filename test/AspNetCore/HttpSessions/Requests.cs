using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Plenum.AspNetCore.Tests.Support;

namespace Plenum.AspNetCore.Tests.HttpSessions;

/// <summary>Requests of WHIP and WHEP, right ones and wrong ones.</summary>
internal static class Requests
{
    public const string Sdp = "application/sdp";
    public const string Fragment = "application/trickle-ice-sdpfrag";

    public static readonly string Whip = TestOffers.Of(TestOffers.Audio("sendonly"), TestOffers.Video("sendonly"));
    public static readonly string Whep = TestOffers.Of(TestOffers.Audio("recvonly"), TestOffers.Video("recvonly"));

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string OfferOf(string kind) => kind == "whip" ? Whip : Whep;

    public static HttpClient Client(TestHost host) => new() { BaseAddress = host.Http };

    public static void WithTokens(PlenumOptions options)
    {
        options.DevMode = false;
        options.Access.Keys.Add(new TokenKeyOptions { Secret = TestTokens.Secret });
    }

    public static string Mint(string room, string role = "member", string identity = "u7") =>
        TestTokens.Mint(new { room, identity, name = "Studio", role, nbf = 0, exp = 9_000_000_000 });

    public static void WithIceServers(PlenumOptions options)
    {
        options.Ice.StunUrls.Add("stun:stun.example.org:3478");
        var turn = new TurnServerOptions { Username = "u\"s", Credential = "p\\w" };
        turn.Urls.Add("turn:turn.example.org?transport=udp");
        options.Ice.TurnServers.Add(turn);
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string offer, string? type = Sdp)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(offer));
        if (type is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await http.PostAsync(path, content, Token);
    }

    public static async Task<(string Url, EntityTagHeaderValue Tag, string Answer)> OpenAsync(HttpClient http, string kind, string query = "")
    {
        using var created = await PostAsync(http, $"{kind}/team{query}", OfferOf(kind));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (created.Headers.Location!.OriginalString, created.Headers.ETag!, await created.Content.ReadAsStringAsync(Token));
    }

    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        change?.Invoke(request);
        return await http.SendAsync(request, Token);
    }

    public static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"detail\":", body, StringComparison.Ordinal);
    }
}
