using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore.Tests.Options;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Access:Keys:0:Secret", "short", "Plenum:Access:Keys:0:Secret is shorter than 32 bytes")]
    [InlineData("Access:ClockSkew", "00:10:00", "Plenum:Access:ClockSkew is 00:10:00; set it to something from 00:00:00 to 00:05:00.")]
    [InlineData("Access:AllowedOrigins:0", "example.org", "Plenum:Access:AllowedOrigins:0 is 'example.org'; write https://host")]
    [InlineData("Access:AllowedOrigins:0", "https://example.org/path", "Plenum:Access:AllowedOrigins:0")]
    [InlineData("Rooms:MaxRooms", "0", "Plenum:Rooms:MaxRooms is 0; set it to something from 1 to 1000000.")]
    [InlineData("Rooms:Defaults:Capacity", "0", "Plenum:Rooms:Defaults: Capacity is 0")]
    [InlineData("Signaling:HeartbeatInterval", "00:00:00", "Plenum:Signaling:HeartbeatInterval")]
    [InlineData("Signaling:MaxMessageBytes", "10", "Plenum:Signaling:MaxMessageBytes is 10")]
    [InlineData("Rooms:Defaults:MeshUpTo", "9", "Plenum:Rooms:Defaults: MeshUpTo is 9; set it to something from 1 to 8.")]
    [InlineData("Signaling:OffersPerSecond", "0", "Plenum:Signaling:OffersPerSecond is 0")]
    [InlineData("Media:Port", "65536", "Plenum:Media:Port")]
    [InlineData("Media:Address", "0.0.0.0", "Plenum:Media:Address")]
    [InlineData("Media:Shards", "-1", "Plenum:Media:Shards")]
    [InlineData("Media:Niceness", "-41", "Plenum:Media:Niceness")]
    [InlineData("Ice:StunUrls:0", "stun://example.org", "Plenum:Ice:StunUrls:0 is 'stun://example.org'; write stun:host:port")]
    [InlineData("Ice:TurnServers:0:Urls:0", "turn:example.org", "Plenum:Ice:TurnServers:0 has no way to log in")]
    public async Task A_wrong_option_stops_the_start_and_says_what_to_do(string name, string value, string message)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("http://127.0.0.1:0", ($"Plenum:{name}", value), ("Plenum:DevMode", "true")));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_read_from_the_configuration()
    {
        await using var app = Build(
            "http://127.0.0.1:0",
            "Production",
            ("Plenum:Rooms:Defaults:Capacity", "3"),
            ("Plenum:Rooms:Defaults:Grace", "00:00:07"),
            ("Plenum:Ice:TurnServers:0:Secret", "north"),
            ("Plenum:Ice:TurnServers:0:Urls:0", "turns:turn.example.org:5349?transport=tcp"));

        var options = app.Services.GetRequiredService<IOptions<PlenumOptions>>().Value;

        Assert.Equal((3, TimeSpan.FromSeconds(7)), (options.Rooms.Defaults.Capacity, options.Rooms.Defaults.Grace));
        Assert.Equal(["turns:turn.example.org:5349?transport=tcp"], options.Ice.TurnServers[0].Urls);
    }

    [Fact]
    public async Task Rooms_on_an_SFU_that_is_switched_off_are_refused()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            "http://127.0.0.1:0", ("Plenum:Media:Enabled", "false"), ("Plenum:Rooms:Defaults:Topology", "Sfu"), ("Plenum:DevMode", "true")));

        Assert.Contains("Plenum:Rooms:Defaults:Topology is Sfu, but Plenum:Media:Enabled is false", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_keys_of_one_name_are_refused()
    {
        var secret = new string('x', 32);

        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            "http://127.0.0.1:0",
            ("Plenum:Access:Keys:0:Id", "k"),
            ("Plenum:Access:Keys:0:Secret", secret),
            ("Plenum:Access:Keys:1:Id", "k"),
            ("Plenum:Access:Keys:1:Secret", secret)));
    }

    [Fact]
    public async Task Without_a_key_and_without_dev_mode_the_server_does_not_start()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("http://127.0.0.1:0"));

        Assert.Contains("Plenum__Access__Keys__0__Secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dev_mode_is_refused_where_other_machines_reach_it()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartAsync("http://0.0.0.0:0", ("Plenum:DevMode", "true")));

        Assert.Contains("--force-dev", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Dev_mode_can_be_forced_where_other_machines_reach_it() =>
        StartAsync("http://0.0.0.0:0", ("Plenum:DevMode", "true"), ("Plenum:ForceDevMode", "true"));

    [Fact]
    public async Task In_Development_dev_mode_is_the_default()
    {
        await using var app = Build("http://127.0.0.1:0", "Development");

        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    private static async Task StartAsync(string url, params (string Name, string Value)[] settings)
    {
        await using var app = Build(url, "Production", settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    private static WebApplication Build(string url, string environment, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddPlenum();
        var app = builder.Build();
        app.MapPlenum();
        return app;
    }
}
