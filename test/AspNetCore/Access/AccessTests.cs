using System.Net;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Access;

public sealed class AccessTests
{
    [Fact]
    public async Task A_token_opens_its_room_under_its_identity_name_role_and_grants()
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectAsync();

        await client.RequestAsync(id => Join(id, "r", new { room = "r", identity = "u7", name = "Ann", role = "viewer", grants = new[] { "chat" } }));

        var me = Assert.Single(client.Snapshot.Participants);
        Assert.Equal(("u7", "Ann", ParticipantRole.Viewer), (me.Identity, me.Name, me.Role));
        Assert.Equal([Grant.Chat], me.Grants);
        Assert.Equal(ErrorCode.Forbidden, await client.ErrorAsync(id => new Request.Rename { Id = id, Name = "Eve" }));
    }

    [Fact]
    public async Task A_token_of_another_room_opens_nothing()
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectAsync();

        Assert.Equal(ErrorCode.Unauthorized, Code(await client.RequestAsync(id => Join(id, "r", new { room = "R", identity = "u7" }))));
    }

    [Fact]
    public async Task Without_dev_mode_nobody_comes_in_without_a_token()
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectAsync();

        Assert.Equal(ErrorCode.Unauthorized, Code(await client.RequestAsync(id => new Request.Join { Id = id, Room = "r", Name = "Eve" })));
    }

    [Fact]
    public async Task In_dev_mode_a_wrong_token_is_still_wrong()
    {
        await using var host = await TestHost.StartAsync();
        await using var client = await host.ConnectAsync();

        Assert.Equal(ErrorCode.Unauthorized, Code(await client.RequestAsync(id => Join(id, "r", new { room = "r", identity = "u7" }))));
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("file://127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("https://app.example", HttpStatusCode.SwitchingProtocols)]
    [InlineData(null, HttpStatusCode.SwitchingProtocols)]
    public async Task Only_pages_of_the_own_host_and_of_listed_origins_may_connect(string? origin, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync(options => options.Access.AllowedOrigins.Add("https://app.example/"));

        Assert.Equal(status, await Handshake.StatusAsync(host.Rtc, origin));
    }

    [Fact]
    public async Task The_own_origin_may_connect()
    {
        await using var host = await TestHost.StartAsync();

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Handshake.StatusAsync(host.Rtc, host.Http.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task A_star_lets_every_origin_connect()
    {
        await using var host = await TestHost.StartAsync(options => options.Access.AllowedOrigins.Add("*"));

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Handshake.StatusAsync(host.Rtc, "https://anywhere.example"));
    }

    [Theory]
    [InlineData("example.org", "https://example.org", HttpStatusCode.SwitchingProtocols)]
    [InlineData("example.org:443", "https://example.org", HttpStatusCode.SwitchingProtocols)]
    [InlineData("example.org:8443", "https://example.org:8443", HttpStatusCode.SwitchingProtocols)]
    [InlineData("example.org", "https://example.org:8443", HttpStatusCode.Forbidden)]
    [InlineData("example.org:8443", "https://example.org", HttpStatusCode.Forbidden)]
    public async Task Default_ports_need_not_be_written(string hostHeader, string origin, HttpStatusCode status)
    {
        await using var host = await StartAsync();

        Assert.Equal(status, await Handshake.StatusAsync(host.Rtc, origin, hostHeader));
    }

    [Fact]
    public async Task In_dev_mode_a_page_whose_name_was_rebound_to_this_machine_may_not_connect()
    {
        await using var host = await TestHost.StartAsync();

        Assert.Equal(
            HttpStatusCode.Forbidden,
            await Handshake.StatusAsync(host.Rtc, $"http://evil.example:{host.Rtc.Port}", $"evil.example:{host.Rtc.Port}"));
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(options =>
    {
        options.DevMode = false;
        options.Access.Keys.Add(new TokenKeyOptions { Secret = TestTokens.Secret });
    });

    private static Request.Join Join(long id, string room, object claims)
    {
        var valid = System.Text.Json.JsonSerializer.SerializeToNode(claims)!;
        valid["nbf"] = 0;
        valid["exp"] = 9_000_000_000;
        return new Request.Join { Id = id, Room = room, Token = TestTokens.Mint(valid), Name = "Ignored" };
    }

    private static ErrorCode Code(ServerMessage reply) => Assert.IsType<ServerMessage.Error>(reply).Code;
}
