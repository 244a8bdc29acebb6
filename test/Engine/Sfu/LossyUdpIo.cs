using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>Real sockets, of which every so many-th media packet arrives in no shape to be used.</summary>
internal sealed class LossyUdpIo(UdpIo inner, int every) : UdpIo
{
    private const int FirstOfRtp = 128;
    private int _count;

    public override IReadOnlyList<TransportAddress> Locals => inner.Locals;

    public override int Receive(ReceiveBatch batch)
    {
        var count = inner.Receive(batch);
        for (var index = 0; index < count; index++)
        {
            var bytes = batch.Bytes(batch[index]);
            // Payload types 72 to 79 with the marker are RTCP (RFC 5761).
            var isMedia = bytes.Length > 1 && bytes[0] >= FirstOfRtp && (bytes[1] & 0x7f) is < 64 or > 95;
            if (isMedia && ++_count % every == 0)
                bytes[0] = byte.MaxValue;
        }

        return count;
    }

    public override void Send(SendBatch batch) => inner.Send(batch);

    public override int Open(TransportAddress address) => inner.Open(address);

    public override void Close(int socket) => inner.Close(socket);

    public override void Wait(TimeSpan timeout) => inner.Wait(timeout);

    public override void Wake() => inner.Wake();

    protected override void Dispose(bool disposing) => inner.Dispose();
}
