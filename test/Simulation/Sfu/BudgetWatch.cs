namespace Plenum.Simulation.Tests.Sfu;

/// <summary>
/// Looks that no client is sent more than its budget in a second: half as much again for probes and repetitions, and a
/// key frame.
/// </summary>
internal sealed class BudgetWatch(SimulatedCall call)
{
    private const double Slack = 1.5;
    private const int KeyFrames = 50_000;
    private const int Steps = 10;

    private readonly Dictionary<byte, Queue<(long Bytes, double Target)>> _history = [];

    /// <summary>Comes ten times a second.</summary>
    public void Check()
    {
        foreach (var connection in call.Sfu.Rooms.SelectMany(room => room.Connections.Values))
        {
            if (call.Clients.FirstOrDefault(client => client.Connection == connection.Key) is not { } client)
                continue;
            if (!_history.TryGetValue(client.Number, out var history))
                _history.Add(client.Number, history = new());
            var sent = call.World.Network.LinkBetween(call.Sfu.AddressOf(connection.Key), client.Address).OfferedBytes;
            history.Enqueue((sent, connection.Peer.Peer.TargetBitrate.BitsPerSecond));
            if (history.Count <= Steps)
                continue;
            var before = history.Dequeue();
            var most = (history.Max(entry => entry.Target) * Slack / 8) + KeyFrames;
            Assert.True(sent - before.Bytes <= most, $"client {client.Number}: {sent - before.Bytes} of {most} bytes");
        }
    }
}
