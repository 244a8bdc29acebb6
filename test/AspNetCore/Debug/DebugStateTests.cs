using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Plenum.AspNetCore.Tests.Support;
using static Plenum.AspNetCore.Tests.HttpSessions.Requests;

namespace Plenum.AspNetCore.Tests.Debug;

public sealed class DebugStateTests
{
    [Fact]
    public async Task It_shows_rooms_peers_edges_packets_and_drops()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("team", "Ann", "cam");
        await using var bob = await host.JoinAsync("team", "Bob");
        using var http = Client(host);
        await OpenAsync(http, "whip", "?identity=studio");
        await OpenAsync(http, "whep", "?publisher=studio");

        using var state = await StateAsync(http, room => room.GetProperty("peers").GetArrayLength() == 2);

        var room = Assert.Single(state.RootElement.GetProperty("rooms").EnumerateArray());
        Assert.Equal("team", room.GetProperty("name").GetString());
        Assert.Equal("auto", room.GetProperty("topology").GetString());
        Assert.Equal(4, room.GetProperty("participants").GetArrayLength());
        // Ann's camera to Bob; the encoder's two tracks to Ann, Bob and the player.
        Assert.Equal((1, 6), Edges(room));
        Assert.Equal((1, 6), Edges(state.RootElement));
        Assert.Equal(2, state.RootElement.GetProperty("peers").GetInt32());
        Assert.Equal(JsonValueKind.Number, state.RootElement.GetProperty("packets").GetProperty("received").ValueKind);
        Assert.Equal(JsonValueKind.Object, state.RootElement.GetProperty("drops").ValueKind);
        Assert.Contains("127.0.0.1", state.RootElement.GetProperty("shards")[0].GetProperty("addresses")[0].GetString(), StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.InRange(state.RootElement.GetProperty("shards")[0].GetProperty("niceness").GetInt32(), -20, 19);
        Assert.Contains(room.GetProperty("participants").EnumerateArray(), one => one.GetProperty("audience").GetBoolean());
    }

    [Fact]
    public async Task It_is_there_before_anybody_is()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var state = JsonDocument.Parse(await http.GetStringAsync("debug/state", Token));

        Assert.Empty(state.RootElement.GetProperty("rooms").EnumerateArray());
    }

    [Fact]
    public async Task Every_collection_is_seen_with_its_pause()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        var before = (await GarbageAsync(http)).GetProperty("pauses").GetInt64();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        var after = await GarbageAsync(http);
        Assert.True(after.GetProperty("pauses").GetInt64() > before);
        Assert.True(after.GetProperty("collections")[2].GetInt32() > 0);
        var newest = after.GetProperty("newestPausesMs").EnumerateArray().Select(pause => pause.GetDouble()).ToList();
        Assert.All(newest, pause => Assert.InRange(pause, 0, after.GetProperty("longestPauseMs").GetDouble()));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("member", HttpStatusCode.Forbidden)]
    [InlineData("host", HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.OK)]
    public async Task Outside_of_dev_mode_it_takes_the_admin_grant(string? who, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync(WithTokens);
        using var http = Client(host);
        if (who is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(who));

        using var response = await http.GetAsync("debug/state", Token);
        using var process = await http.GetAsync("debug/process", Token);

        Assert.Equal((status, status), (response.StatusCode, process.StatusCode));
    }

    [Fact]
    public async Task A_wrong_token_is_wrong_in_dev_mode_too_and_no_foreign_page_reads_it()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);

        using var wrong = await SendAsync(http, HttpMethod.Get, "debug/state", request => request.Headers.Authorization = new("Bearer", "x"));
        using var page = await SendAsync(http, HttpMethod.Get, "debug/state", request => request.Headers.Add("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    private static async Task<JsonElement> GarbageAsync(HttpClient http)
    {
        using var process = JsonDocument.Parse(await http.GetStringAsync("debug/process", Token));
        Assert.Equal(Environment.ProcessId, process.RootElement.GetProperty("processId").GetInt32());
        return process.RootElement.GetProperty("garbage").Clone();
    }

    private static string TokenOf(string who) => who == "admin"
        ? TestTokens.Mint(new { room = "any", identity = "op", grants = new[] { "admin" }, nbf = 0, exp = 9_000_000_000 })
        : Mint("any", who);

    private static (int Direct, int Forward) Edges(JsonElement element) =>
        (element.GetProperty("edges").GetProperty("direct").GetInt32(), element.GetProperty("edges").GetProperty("forward").GetInt32());

    /// <summary>The state once the SFU has taken in what was answered.</summary>
    private static async Task<JsonDocument> StateAsync(HttpClient http, Func<JsonElement, bool> settled)
    {
        while (true)
        {
            var state = JsonDocument.Parse(await http.GetStringAsync("debug/state", Token));
            if (settled(state.RootElement.GetProperty("rooms")[0]))
                return state;
            state.Dispose();
            await Task.Delay(100, Token);
        }
    }
}
