using System.Net;
using System.Net.WebSockets;
using System.Web;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests;

/// <summary>The executables, started by their entry points.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task The_sample_sends_its_own_users_into_a_room_by_a_token()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var program = await RunningProgram.StartAsync("EmbedInYourApp", "--urls", url.ToString());
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };

        Assert.Contains("Meet the team", await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var redirect = await http.GetAsync(new Uri("/meet/team?name=Ann", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = new Uri(url, redirect.Headers.Location!);
        Assert.Equal("/r/team", page.AbsolutePath);

        await using var client = await ConnectAsync(url);
        await client.RequestAsync(id => new Request.Join { Id = id, Room = "team", Token = HttpUtility.ParseQueryString(page.Query)["token"] });
        Assert.Equal("Ann", Assert.Single(client.Snapshot.Participants).Name);
    }

    [Fact]
    public void The_sample_is_short() => Assert.InRange(Repository.Read("samples/EmbedInYourApp/Program.cs").Split('\n').Length, 1, 29);

    [Fact]
    public async Task The_server_serves_where_it_is_told_and_is_healthy()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var program = await RunningProgram.StartAsync("Plenum.Server", "--dev", "--urls", url.ToString());
        using var http = new HttpClient { BaseAddress = url };

        using var health = await http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var client = await ConnectAsync(url);
        await client.JoinAsync("r", "Ann");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("1h", 3600)]
    [InlineData("7d", 604800)]
    public void A_lifetime_is_written_as_people_write_it(string text, int seconds)
    {
        Assert.True(Server.Commands.Lifetime.TryParse(text, out var lifetime));
        Assert.Equal(seconds, lifetime.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("1w")]
    [InlineData("1.5h")]
    [InlineData("2147483647d")]
    [InlineData("99999999999s")]
    public void What_is_no_lifetime_is_refused(string text) => Assert.False(Server.Commands.Lifetime.TryParse(text, out _));

    private static async Task<TestClient> ConnectAsync(Uri url)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = "/rtc" }.Uri, TestContext.Current.CancellationToken);
        return new TestClient(socket);
    }
}
