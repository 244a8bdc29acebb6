using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>A shard's sockets in the simulated network: what arrived is taken in a batch, what is sent leaves at once.</summary>
internal sealed class SimulatedUdpIo(SimulatedNetwork network, IReadOnlyList<TransportAddress> locals) : UdpIo
{
    private readonly Queue<(byte[] Bytes, int Socket, TransportAddress Remote)> _arrived = new();

    public override IReadOnlyList<TransportAddress> Locals => locals;

    /// <summary>Whether something was posted or has arrived since the last look.</summary>
    public bool IsAwake { get; private set; }

    public void Arrive(ReadOnlySpan<byte> datagram, TransportAddress remote, TransportAddress local)
    {
        _arrived.Enqueue((datagram.ToArray(), locals.ToList().IndexOf(local), remote));
        IsAwake = true;
    }

    public override int Receive(ReceiveBatch batch)
    {
        IsAwake = _arrived.Count > batch.Messages;
        batch.Clear();
        for (var message = 0; message < batch.Messages && _arrived.TryDequeue(out var datagram); message++)
        {
            datagram.Bytes.CopyTo(batch.MessageBytes(message));
            batch.Add(message, datagram.Bytes.Length, datagram.Bytes.Length, datagram.Socket, datagram.Remote);
            Counters.ReceivedDatagrams++;
        }

        return batch.Count;
    }

    public override void Send(SendBatch batch)
    {
        foreach (ref readonly var message in batch.Messages)
        {
            for (var cursor = message.FirstPiece; cursor >= 0;)
            {
                var piece = batch.NextPiece(ref cursor);
                for (var offset = 0; offset < piece.Length; offset += message.Segment)
                    SendOne(piece.Slice(offset, Math.Min(message.Segment, piece.Length - offset)), message);
            }
        }

        batch.Clear();
    }

    public override int Open(TransportAddress address) => throw new NotSupportedException("A node's sockets are there from the start.");

    public override void Close(int socket) => throw new NotSupportedException();

    private void SendOne(ReadOnlySpan<byte> datagram, in SendMessage message)
    {
        network.Send(locals[message.Socket], message.Remote, datagram);
        Counters.SentDatagrams++;
    }

    public override void Wait(TimeSpan timeout) => throw new NotSupportedException("Virtual time does not wait.");

    public override void Wake() => IsAwake = true;

    protected override void Dispose(bool disposing)
    {
    }
}
