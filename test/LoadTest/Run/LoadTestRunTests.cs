using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plenum.AspNetCore;
using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Run;

namespace Plenum.LoadTest.Tests.Run;

/// <summary>Real tests of a real server in this process, over loopback.</summary>
public sealed class LoadTestRunTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private int _refusals;

    public LoadTestRunTests() => _server = CreateServer(RefuseForNow);

    public async ValueTask InitializeAsync() => await _server.StartAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_livestream_by_WHIP_and_WHEP_reaches_every_viewer()
    {
        var url = _server.Urls.First();
        var options = Options(new() { Kind = ScenarioKind.Livestream, Viewers = 4 }) with
        {
            Whip = url + "/whip/{room}?identity={id}",
            Whep = url + "/whep/{room}?publisher={publisher}",
            ServerProcess = Environment.ProcessId,
            Requirements = Requirements(
                "delivery.lost <= 0", "delivery.sound.mostLostByOne <= 0", "server.cpuCores > 0", "server.garbage.pausedMs >= 0"),
        };

        var (summary, told) = await RunAsync(options);

        AssertWhole(summary, participants: 5);
        Assert.Equal(4, summary.FirstKeyFrameMs.Samples);
        Assert.All(summary.Requirements, requirement => Assert.True(requirement.Met, $"{requirement}"));
        Assert.Contains(told, progress => progress is { Phase: Phase.Hold, Streams: 8 });
    }

    [Fact]
    public async Task In_a_meeting_by_signalling_everybody_gets_everybody_else()
    {
        var options = Options(new() { Kind = ScenarioKind.Meeting, Participants = 3 }) with
        {
            Server = new Uri(_server.Urls.First()),
            Media = new() { Video = VideoKind.Vp8, Audio = AudioKind.Opus, Spread = TimeSpan.FromMilliseconds(3) },
            OpenEvery = 1,
        };

        var (summary, told) = await RunAsync(options);

        AssertWhole(summary, participants: 3);
        Assert.Contains(told, progress => progress is { Phase: Phase.Hold, Streams: 12 });
    }

    [Fact]
    public async Task Small_tiles_get_the_small_pictures_of_a_simulcast()
    {
        var options = Options(new() { Kind = ScenarioKind.Webinar, Publishers = 1, Viewers = 2 }) with
        {
            Server = new Uri(_server.Urls.First()),
            Media = new() { IsSimulcast = true, Bitrate = Rtc.Bitrate.FromKilobits(2000) },
            Tile = new(320, 180),
            WarmUp = TimeSpan.FromSeconds(2),
        };

        var (small, _) = await RunAsync(options);
        var (large, _) = await RunAsync(options with { Room = "large", Tile = null });

        AssertWhole(small, participants: 3);
        AssertWhole(large, participants: 3);
        // 160 kbit/s, or up to 2000 as the path allows, and 32 of sound; twice, with headers.
        Assert.True(small.Delivery.BitsPerSecond < 700_000, $"{small.Delivery}");
        Assert.True(large.Delivery.BitsPerSecond > small.Delivery.BitsPerSecond * 1.5, $"{large.Delivery}");
    }

    [Fact]
    public async Task Those_of_a_churn_come_and_go()
    {
        var options = Options(new() { Kind = ScenarioKind.Churn, ChurnRate = 5, Stay = TimeSpan.FromSeconds(0.5) }) with
        {
            Server = new Uri(_server.Urls.First()),
            ServerProcess = Environment.ProcessId,
            WarmUp = TimeSpan.FromSeconds(0.5),
        };

        var (summary, _) = await RunAsync(options);

        AssertWhole(summary, participants: 1 + 10);
        Assert.Null(summary.Server!.MemoryKiBPerParticipant);
        Assert.InRange(summary.FirstPacketMs.Samples, 4, 10);
    }

    [Fact]
    public async Task What_each_join_of_a_churn_cost_is_that_of_the_hold()
    {
        var options = Options(new() { Kind = ScenarioKind.Churn, ChurnRate = 10, Stay = TimeSpan.FromSeconds(0.2), Rooms = 2 }) with
        {
            Server = new Uri(_server.Urls.First()),
            ServerProcess = Environment.ProcessId,
            WarmUp = TimeSpan.FromSeconds(1),
        };

        var (summary, _) = await RunAsync(options);

        AssertWhole(summary, participants: 2 + 25);
        Assert.InRange(summary.Joins.DuringHold, 10, 20);
        Assert.InRange(summary.Joins.PerSecond, 6, 14);
        Assert.InRange(summary.Joins.TimeMs.Samples, summary.Joins.DuringHold, 20);
        var cpu = summary.Server!.CpuCores * summary.HoldSeconds * 1000;
        Assert.Equal(cpu / summary.Joins.DuringHold, summary.Server.CpuMsPerJoin!.Value, tolerance: 0.01);
        Assert.Equal(summary.Server.Garbage!.AllocatedBytes / 1024.0 / summary.Joins.DuringHold, summary.Server.AllocatedKiBPerJoin!.Value, tolerance: 0.01);
        Assert.True(summary.Generator.CpuMsPerJoin > 0 && summary.Generator.AllocatedKiBPerJoin > 0);
    }

    [Fact]
    public async Task Who_is_refused_for_now_comes_again_when_the_server_said()
    {
        _refusals = 3;
        var url = _server.Urls.First();
        var options = Options(new() { Kind = ScenarioKind.Livestream, Viewers = 2 }) with
        {
            Whip = url + "/whip/{room}?identity={id}",
            Whep = url + "/whep/{room}",
        };

        var (summary, _) = await RunAsync(options);

        AssertWhole(summary, participants: 3);
        Assert.Equal((3, 3), (summary.Joins.Refused, summary.Joins.Retried));
        Assert.True(summary.Joins.TimeMs.Max >= 1000, "the waiting is part of the join");
        Assert.Equal(3, summary.Srtp["AeadAes128Gcm"]);
    }

    [Fact]
    public async Task Who_is_refused_too_often_has_failed()
    {
        _refusals = 1;
        var url = _server.Urls.First();
        var options = Options(new() { Kind = ScenarioKind.Livestream, Viewers = 2 }) with
        {
            Whip = url + "/whip/{room}?identity={id}",
            Whep = url + "/whep/{room}",
            Retries = 0,
        };

        var (summary, _) = await RunAsync(options);

        Assert.Equal((2, 1), (summary.Participants.Joined, summary.Participants.Failed));
        Assert.Equal((1, 0), (summary.Joins.Refused, summary.Joins.Retried));
        Assert.Equal("HTTP 503", Assert.Single(summary.Joins.Failures).Key);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_so()
    {
        var options = Options(new() { Kind = ScenarioKind.Livestream }) with { Server = new Uri("http://127.0.0.1:9") };
        var refused = await Assert.ThrowsAsync<LoadTestException>(() => RunAsync(options));
        Assert.Contains("Nobody can publish", refused.Message);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static void AssertWhole(Summary summary, int participants)
    {
        Assert.Equal(new(participants, participants, 0, summary.Participants.Peak), summary.Participants);
        Assert.Equal(0, summary.Delivery.Lost);
        Assert.Equal(0, summary.Generator.Faults);
        Assert.True(summary.Delivery.Delivered > 0);
        Assert.True(summary.ForwardingDelayMs.Samples > 0);
    }

    private static LoadTestOptions Options(ScenarioGroup group) => new()
    {
        Scenario = "test",
        Groups = [group],
        Room = "load",
        Hold = TimeSpan.FromSeconds(1.5),
        WarmUp = TimeSpan.FromMilliseconds(200),
        OpenEvery = 4,
    };

    private static IReadOnlyList<Requirement> Requirements(params string[] texts) =>
        [.. texts.Select(text => Requirement.TryParse(text, out var requirement) ? requirement : throw new FormatException(text))];

    private static async Task<(Summary Summary, IReadOnlyCollection<RunProgress> Told)> RunAsync(LoadTestOptions options)
    {
        var progress = new Told();
        return (await LoadTestRun.RunAsync(options, progress, TestContext.Current.CancellationToken), progress.All);
    }

    private async Task RefuseForNow(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/whep") && HttpMethods.IsPost(context.Request.Method)
            && Interlocked.Decrement(ref _refusals) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        await next(context);
    }

    private static WebApplication CreateServer(Func<HttpContext, RequestDelegate, Task> inFront)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPlenum(options =>
        {
            options.DevMode = true;
            (options.Media.Address, options.Media.Port, options.Media.Shards) = ("127.0.0.1", 0, 1);
        });
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        var server = builder.Build();
        server.Use(inFront);
        server.MapPlenum();
        return server;
    }

    private sealed class Told : IProgress<RunProgress>
    {
        public ConcurrentQueue<RunProgress> All { get; } = [];

        public void Report(RunProgress value) => All.Enqueue(value);
    }
}
