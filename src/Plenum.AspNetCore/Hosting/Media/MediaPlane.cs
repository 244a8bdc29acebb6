using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Telemetry;
using Plenum.Engine.Sfu;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>The SFU of this process: started with the application, stopped after its requests.</summary>
internal sealed class MediaPlane(IOptions<PlenumOptions> options, PlenumMetrics metrics, ILogger<MediaPlane> logger)
    : IHostedService
{
    private SfuNode? _node;

    /// <summary>Whether rooms may plan with an SFU, whether or not it has started yet.</summary>
    public bool IsEnabled => options.Value.Media.Enabled;

    /// <summary>Null before the start and after the stop.</summary>
    public SfuNode? Node => Volatile.Read(ref _node);

    /// <summary>Whether nobody new should come who needs it.</summary>
    /// <param name="room">What a room's own shards say; null while it has none.</param>
    public bool RefusesJoins(bool? room) =>
        Node is { } node && ((room ?? node.RefusesJoins) || node.ConnectionCount >= options.Value.Media.MaxConnections);

    /// <summary>What is accepted of an offer.</summary>
    public NegotiationPolicy Policy => Node?.Options.Policy ?? NegotiationPolicy.Default;

    /// <summary>The media of a room; null while there is no SFU.</summary>
    public SfuRoom? OpenRoom(string name, ISfuListener listener) => Node?.OpenRoom(name, listener);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var media = options.Value.Media;
        if (!media.Enabled)
            return Task.CompletedTask;
        try
        {
            _node = SfuNode.Start(new SfuOptions
            {
                Addresses = [.. MediaAddresses.Parse(media.Address)],
                Port = media.Port,
                Shards = media.Shards,
                Niceness = media.Niceness,
                RoomConnectionsPerShard = media.RoomConnectionsPerShard,
                OnFault = OnFault,
            });
        }
        catch (SfuStartException exception)
        {
            throw new InvalidOperationException(
                $"{exception.Message} Set Plenum:Media:Address and Plenum:Media:Port to what is free here.", exception);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _node, null) is { } node ? node.StopAsync() : Task.CompletedTask;

    private void OnFault(SfuFault fault)
    {
        MediaLog.BrokeDown(logger, fault.Exception, fault.Shard, fault.Room ?? "");
        metrics.MediaBrokeDown(fault);
    }
}
