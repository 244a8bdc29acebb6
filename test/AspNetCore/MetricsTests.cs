using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Rooms_participants_messages_and_errors_are_counted()
    {
        await using var host = await TestHost.StartAsync();
        using var counts = new Counts(host.Services.GetRequiredService<IMeterFactory>());
        await using var ann = await host.JoinAsync("r", "Ann");
        await using var bob = await host.JoinAsync("r", "Bob");
        await ann.ErrorAsync(id => new Request.Chat { Id = id, Text = "" });
        await bob.OkAsync(id => new Request.Leave { Id = id });
        // The room counts a command after its reply has gone out: the next one is read after that.
        await ann.OkAsync(id => new Request.RaiseHand { Id = id, Raised = true });

        Assert.Equal(1, counts["plenum.rooms"]);
        Assert.Equal(1, counts["plenum.participants"]);
        Assert.Equal(2, counts["plenum.signaling.messages join"]);
        Assert.Equal(1, counts["plenum.signaling.messages leave"]);
        Assert.Equal(1, counts["plenum.signaling.errors InvalidArgument"]);
        Assert.Equal(1, counts["plenum.signaling.closes 4000"]);
    }

    [Fact]
    public async Task Sessions_edges_and_the_media_plane_are_counted()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        using var counts = new Counts(host.Services.GetRequiredService<IMeterFactory>());
        using var http = HttpSessions.Requests.Client(host);
        var session = await HttpSessions.Requests.OpenAsync(http, "whip");
        await HttpSessions.Requests.OpenAsync(http, "whep");
        Assert.Equal(1, counts["plenum.http_sessions whip"]);
        Assert.Equal(1, counts["plenum.http_sessions whep"]);
        await counts.UntilAsync("plenum.edges Forward", 2);

        // Shards are asked every few seconds, and answer when they come to it.
        await counts.UntilAsync("plenum.media.connections Connecting", 2, () => clock.Advance(TimeSpan.FromSeconds(5)));
        await http.DeleteAsync(session.Url, TestContext.Current.CancellationToken);
        Assert.Equal(0, counts["plenum.http_sessions whip"]);
        await counts.UntilAsync("plenum.edges Forward", 0);
    }

    [Fact]
    public async Task What_became_of_an_edge_is_counted()
    {
        await using var host = await TestHost.StartAsync();
        using var counts = new Counts(host.Services.GetRequiredService<IMeterFactory>());
        await using var ann = await host.JoinAsync("r", "Ann", "camera");
        await using var bob = await host.ConnectAsync();
        var edge = Assert.Single((await bob.JoinAsync("r", "Bob")).Snapshot.Edges);

        await bob.OkAsync(id => new Request.EdgeState { Id = id, Edge = edge.Id, State = EdgeCondition.Failed });

        Assert.Equal(1, counts["plenum.edges.reports Direct"]);
    }

    [Fact]
    public async Task A_request_is_a_trace_of_its_own()
    {
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PlenumTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann");
        await ann.RequestAsync(id => new Request.RefreshIceServers { Id = id });

        // The next request is read after the one before is done with.
        await ann.RequestAsync(id => new Request.RefreshIceServers { Id = id });

        var refresh = seen.First(activity => activity.OperationName == nameof(Request.RefreshIceServers));
        Assert.Equal(ActivityKind.Server, refresh.Kind);
        Assert.Null(refresh.ParentId);
    }

    /// <summary>Sums of one host's instruments, by name and tag.</summary>
    private sealed class Counts : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> _sums = new();
        private readonly MeterListener _listener = new();

        public Counts(IMeterFactory factory)
        {
            var meter = factory.Create(PlenumTelemetry.Name, PlenumTelemetry.Version);
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public long this[string name] => _sums.GetValueOrDefault(name);

        /// <summary>Waits for a figure, which others bring about.</summary>
        public async Task UntilAsync(string name, long value, Action? nudge = null)
        {
            while (this[name] != value)
            {
                nudge?.Invoke();
                await Task.Delay(20, TestContext.Current.CancellationToken);
                _listener.RecordObservableInstruments();
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
            _sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
        }
    }
}
