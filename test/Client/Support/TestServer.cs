using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plenum.AspNetCore;

namespace Plenum.Client.Tests.Support;

/// <summary>A real server with its SFU on loopback, open to anybody unless told otherwise.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<TestServer> StartAsync(
        Action<PlenumOptions>? configure = null, int port = 0, IDataProtectionProvider? keys = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddPlenum(options =>
        {
            options.DevMode = true;
            (options.Media.Address, options.Media.Port, options.Media.Shards) = ("127.0.0.1", 0, 1);
            configure?.Invoke(options);
        });
        builder.Services.AddSingleton(keys ?? new EphemeralDataProtectionProvider());
        var app = builder.Build();
        app.MapPlenum();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app);
    }

    public PlenumClientOptions Options(string name, params TrackOptions[] tracks) =>
        new() { Server = Url, Room = "room", Name = name, Tracks = tracks };

    public Task<PlenumClient> JoinAsync(string name, params TrackOptions[] tracks) => JoinAsync(Options(name, tracks));

    public static Task<PlenumClient> JoinAsync(PlenumClientOptions options) =>
        PlenumClient.JoinAsync(options, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }
}
