using System.Net.WebSockets;
using Plenum.Client;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Run;

namespace Plenum.LoadTest.Targets;

/// <summary>A Plenum server by its own signalling, as browsers join it: one socket, one offer in the join, one connection.</summary>
internal sealed class PlenumTarget : ITarget
{
    private readonly Uri _server;
    private readonly Uri _signaling;
    private readonly string? _token;
    private readonly Tile? _tile;
    private readonly HttpMessageInvoker _invoker = new(OwnAddresses.CreateHandler(int.MaxValue));

    /// <summary>Makes it.</summary>
    public PlenumTarget(Uri server, string? token, Tile? tile)
    {
        (_server, _token, _tile) = (server, token, tile);
        _signaling = new PlenumClientOptions { Server = server, Room = "" }.Signaling;
    }

    /// <inheritdoc />
    public string Name => _server.ToString();

    /// <inheritdoc />
    public IEnumerable<Uri> Addresses => [_server];

    /// <inheritdoc />
    public async Task JoinAsync(Participant participant, CancellationToken cancellationToken)
    {
        var plan = participant.Plan;
        var connection = participant.Connect(new(
            plan.SendsVideo, plan.SendsAudio, plan.WatchesVideo ? plan.Watches.Count : 0, plan.Watches.Count)
        {
            Start = plan.Turn.Number / (double)plan.Turn.Count,
            Speaker = plan.Turn,
        });
        var session = new PlenumSession(connection, _tile);
        participant.Leave = session.LeaveAsync;
        try
        {
            await session.OpenAsync(_signaling, _invoker, cancellationToken).ConfigureAwait(false);
            await session.JoinAsync(participant.Plan, _token, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is PlenumClientException or WebSocketException or HttpRequestException or IOException)
        {
            throw new LoadTestException($"signalling: {(lost as PlenumClientException)?.Code?.ToString() ?? lost.Message}", lost);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _invoker.Dispose();
}
