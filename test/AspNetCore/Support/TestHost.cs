using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>A real host on a free port of loopback, in dev mode unless told otherwise.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;

    private TestHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public Uri Http => new(_app.Urls.First());

    public Uri Rtc => new UriBuilder(Http) { Scheme = "ws", Path = "/rtc" }.Uri;

    public static async Task<TestHost> StartAsync(
        Action<PlenumOptions>? configure = null,
        TimeProvider? clock = null,
        IDataProtectionProvider? keys = null,
        Action<IServiceCollection>? services = null,
        string environment = "Production")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddPlenum(options =>
        {
            options.DevMode = true;
            (options.Media.Address, options.Media.Port, options.Media.Shards) = ("127.0.0.1", 0, 1);

            // By the real clock nothing runs out, however busy the machine is that runs the tests.
            if (clock is null)
                (options.Signaling.JoinTimeout, options.Signaling.HeartbeatInterval) = (Patience, Patience);

            configure?.Invoke(options);
        });
        builder.Services.AddSingleton(keys ?? new EphemeralDataProtectionProvider());
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapPlenum();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app);
    }

    public async Task<TestClient> ConnectAsync(Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(Rtc, TestContext.Current.CancellationToken);
        return new TestClient(socket);
    }

    /// <summary>Somebody in a room.</summary>
    public async Task<TestClient> JoinAsync(string room, string name = "Somebody", params string[] cids)
    {
        var client = await ConnectAsync();
        await client.JoinAsync(room, name, cids);
        return client;
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
