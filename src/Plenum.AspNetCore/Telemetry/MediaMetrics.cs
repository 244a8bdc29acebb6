using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu.State;

namespace Plenum.AspNetCore.Telemetry;

/// <summary>
/// What the media plane counts, as instruments. Read every few seconds, and only while somebody listens, for instruments
/// are asked at once and shards answer when they come to it.
/// </summary>
internal sealed class MediaMetrics : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly MediaState _media;
    private readonly ITimer _timer;
    private readonly Instrument _first;
    private SfuState _latest = new([]);

    public MediaMetrics(MediaState media, TimeProvider clock, IMeterFactory factory)
    {
        _media = media;
        var meter = factory.Create(PlenumTelemetry.Name, PlenumTelemetry.Version);
        _first = meter.CreateObservableUpDownCounter(
            "plenum.media.connections", Connections, "{connection}", "Connections to the SFU, by state");
        meter.CreateObservableUpDownCounter(
            "plenum.media.publications", () => _latest.Rooms.Sum(room => room.Publications.Length), "{publication}", "Tracks that flow into the SFU");
        Count(meter, "plenum.media.packets.received", "Datagrams received", shard => shard.Sockets.ReceivedDatagrams);
        Count(meter, "plenum.media.packets.sent", "Datagrams sent", shard => shard.Sockets.SentDatagrams);
        Count(meter, "plenum.media.packets.forwarded", "Media packets forwarded, one for each receiver", shard => shard.PacketsForwarded);
        Count(meter, "plenum.media.packets.repeated", "Media packets sent again", shard => shard.PacketsRepeated);
        Count(meter, "plenum.media.packets.overflowed", "Datagrams lost because a shard was slow", shard => shard.Sockets.ReceiveOverflows);
        Count(meter, "plenum.media.key_frame_requests", "Key frames asked for", shard => shard.KeyFramesRequested, "{request}");
        Count(meter, "plenum.media.bytes.received", "Bytes received", shard => shard.Sockets.ReceivedBytes, "By");
        Count(meter, "plenum.media.bytes.sent", "Bytes sent", shard => shard.Sockets.SentBytes, "By");
        meter.CreateObservableCounter("plenum.media.busy", Busy, "s", "Time that shards have worked");
        Gauge(meter, "plenum.media.load", "Share of the time in which shards worked lately", shard => shard.Busy);
        Gauge(meter, "plenum.media.shed", "What shards leave out for overload: 0 nothing, 10 all pictures", shard => shard.Overload.Level.Step);
        meter.CreateObservableCounter("plenum.media.drops", Drops, "{packet}", "What was dropped, by reason");
        _timer = clock.CreateTimer(
            static state => _ = ((MediaMetrics)state!).RefreshAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Task StartAsync(CancellationToken cancellationToken) => RefreshAsync();

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    private async Task RefreshAsync()
    {
        if (_first.Enabled && _media.Describe() is { } asked)
            _latest = await asked;
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    private void Count(Meter meter, string name, string description, Func<SfuShardState, long> count, string unit = "{packet}") =>
        meter.CreateObservableCounter(
            name, () => _latest.Shards.Select(shard => new Measurement<long>(count(shard), ShardTag(shard))), unit, description);

    private void Gauge(Meter meter, string name, string description, Func<SfuShardState, double> read) =>
        meter.CreateObservableGauge(
            name, () => _latest.Shards.Select(shard => new Measurement<double>(read(shard), ShardTag(shard))), "1", description);

    private IEnumerable<Measurement<int>> Connections() => _latest.Rooms
        .SelectMany(room => room.Connections)
        .CountBy(connection => connection.State)
        .Select(pair => new Measurement<int>(pair.Value, new KeyValuePair<string, object?>("plenum.peer.state", pair.Key.ToString())));

    private IEnumerable<Measurement<double>> Busy() =>
        _latest.Shards.Select(shard => new Measurement<double>(shard.Loop.Busy.TotalSeconds, ShardTag(shard)));

    private IEnumerable<Measurement<long>> Drops() => _latest.Shards.SelectMany(shard => shard.Drops.Select(
        drop => new Measurement<long>(drop.Value, ShardTag(shard), new KeyValuePair<string, object?>("plenum.drop.reason", drop.Key.ToString()))));

    private static KeyValuePair<string, object?> ShardTag(SfuShardState shard) => new("plenum.shard", shard.Name);
}
