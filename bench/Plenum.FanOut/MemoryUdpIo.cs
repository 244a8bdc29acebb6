using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.FanOut;

/// <summary>
/// Sockets that are memory: what is sent lies in the inboxes of its receivers, and the time that takes is left out, as the
/// kernel's would be. What remains is the server's own work.
/// </summary>
internal sealed class MemoryUdpIo(IReadOnlyList<TransportAddress> locals) : UdpIo
{
    private readonly Queue<(byte[] Bytes, TransportAddress Remote)> _arrived = new();
    private readonly Dictionary<TransportAddress, Inbox> _inboxes = [];

    public override IReadOnlyList<TransportAddress> Locals => locals;

    /// <summary>CPU time of sending and receiving.</summary>
    public double Seconds { get; private set; }

    /// <summary>What the kernel would have been given, each message a trip through its network stack.</summary>
    public long Messages { get; private set; }

    public long Batches { get; private set; }

    public void Add(TransportAddress client, Inbox inbox) => _inboxes.Add(client, inbox);

    public void Arrive(ReadOnlySpan<byte> datagram, TransportAddress remote) =>
        _arrived.Enqueue((datagram.ToArray(), remote));

    public override int Receive(ReceiveBatch batch)
    {
        var began = Reading.Take();
        batch.Clear();
        for (var message = 0; message < batch.Messages && _arrived.TryDequeue(out var datagram); message++)
        {
            datagram.Bytes.CopyTo(batch.MessageBytes(message));
            batch.Add(message, datagram.Bytes.Length, datagram.Bytes.Length, 0, datagram.Remote);
        }

        Seconds += Reading.Take().CpuSeconds - began.CpuSeconds;
        return batch.Count;
    }

    public override void Send(SendBatch batch)
    {
        var began = Reading.Take();
        foreach (ref readonly var message in batch.Messages)
        {
            if (!_inboxes.TryGetValue(message.Remote, out var inbox))
                continue;
            for (var cursor = message.FirstPiece; cursor >= 0;)
                inbox.Add(batch.NextPiece(ref cursor), message.Segment);
        }

        Messages += batch.MessageCount;
        Batches++;
        batch.Clear();
        Seconds += Reading.Take().CpuSeconds - began.CpuSeconds;
    }

    public override int Open(TransportAddress address) => throw new NotSupportedException();

    public override void Close(int socket) => throw new NotSupportedException();

    public override void Wait(TimeSpan timeout) => throw new NotSupportedException("Virtual time does not wait.");

    public override void Wake()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
