using Plenum.AspNetCore.Ice;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Ice;

public sealed class IceServerTests
{
    [Fact]
    public void A_TURN_credential_is_the_one_that_coturn_computes()
    {
        // echo -n 1700000000:ann | openssl dgst -sha1 -hmac north -binary | base64
        var (username, password) = TurnCredential.Create("north", "ann", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

        Assert.Equal("1700000000:ann", username);
        Assert.Equal("jeamH6dA5l2I9g3jmieza7CzEDo=", password);
    }

    [Fact]
    public async Task Clients_are_told_of_servers_with_credentials_of_their_own_that_run_out()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(Configure, clock);
        await using var client = await host.JoinAsync("r");

        var stun = client.Session.IceServers[0];
        var turn = client.Session.IceServers[1];
        var expires = clock.GetUtcNow().AddHours(1);
        Assert.Equal(["stun:stun.example.org"], stun.Urls);
        Assert.Null(stun.Username);
        Assert.Equal($"{expires.ToUnixTimeSeconds()}:{client.Id}", turn.Username);
        Assert.Equal(TurnCredential.Create("north", client.Id, expires).Password, turn.Credential);
        Assert.Equal(expires, turn.ExpiresAt);
    }

    [Fact]
    public async Task Fresh_credentials_are_given_on_request()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(Configure, clock);
        await using var client = await host.JoinAsync("r");
        clock.Advance(TimeSpan.FromSeconds(4));

        var fresh = Assert.IsType<ServerMessage.IceServers>(await client.RequestAsync(id => new Request.RefreshIceServers { Id = id }));

        Assert.Equal(clock.GetUtcNow().AddHours(1), fresh.Servers[1].ExpiresAt);
    }

    [Fact]
    public async Task A_server_with_a_fixed_user_is_passed_on_as_it_is()
    {
        await using var host = await TestHost.StartAsync(options => options.Ice.TurnServers.Add(
            new TurnServerOptions { Urls = { "turn:turn.example.org" }, Username = "u", Credential = "c" }));
        await using var client = await host.JoinAsync("r");

        var turn = Assert.Single(client.Session.IceServers);
        Assert.Equal(("u", "c", null), (turn.Username, turn.Credential, turn.ExpiresAt));
    }

    private static void Configure(PlenumOptions options)
    {
        options.Ice.StunUrls.Add("stun:stun.example.org");
        options.Ice.TurnServers.Add(new TurnServerOptions
        {
            Urls = { "turn:turn.example.org" },
            Secret = "north",
            Lifetime = TimeSpan.FromHours(1),
        });
    }
}
