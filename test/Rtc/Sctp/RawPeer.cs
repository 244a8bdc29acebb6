using Plenum.Rtc.Dtls;
using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

/// <summary>Speaks SCTP chunk by chunk to a data transport, as no honest stack would.</summary>
internal sealed class RawPeer : IDataSink
{
    private static readonly InitChunk Init = new(77, 100_000, 100, 100, new Tsn(0)) { SupportsForwardTsn = true };

    private readonly DataTransport _target;
    private readonly PacketBuilder _packet = new(1160);
    private uint _tag;
    private byte[] _cookie = [];

    public RawPeer()
    {
        _target = new DataTransport(DataPair.Options, DtlsRole.Server, new SeededRandom(1), this);
        Send(0, packet => Init.Write(packet, ChunkType.Init, []));
        Send(_tag, packet => _cookie.CopyTo(packet.Add(ChunkType.CookieEcho, 0, _cookie.Length)));
        Assert.Equal(SctpState.Established, _target.State);
    }

    public DropCounters Drops { get; } = new();

    public List<SctpCloseReason> Closings { get; } = [];

    /// <summary>The window of the last acknowledgement.</summary>
    public uint Window { get; private set; }

    public bool IsClosed => Closings.Count > 0;

    public void SendData(int tsn, ushort stream, ushort sequence, bool begins, bool ends, int length) =>
        Send(_tag, packet => DataChunk.Write(
            packet,
            new DataHeader(new Tsn((uint)tsn), stream, sequence, PayloadProtocol.Binary) { IsBegin = begins, IsEnd = ends },
            new byte[length],
            isImmediate: true));

    public void SendPacket(ReadOnlySpan<byte> packet)
    {
        var chunks = new ChunkReader(packet[SctpHeader.Length..]);
        while (chunks.TryReadChunk(out var chunk))
        {
            if (chunk.Type == ChunkType.InitAck && InitChunk.TryParse(chunk.Value, out var ack, out var cookie))
                (_tag, _cookie) = (ack.Tag, cookie.ToArray());
            if (chunk.Type == ChunkType.Sack && SackChunk.TryParse(chunk.Value, out var sack))
                Window = sack.ReceiveWindow;
        }
    }

    public void ChannelOpened(DataChannel channel)
    {
    }

    public void MessageReceived(DataChannel channel, ReadOnlySpan<byte> message, bool isText)
    {
    }

    public void BufferedAmountLow(DataChannel channel)
    {
    }

    public void ChannelClosed(DataChannel channel)
    {
    }

    public void Closed(SctpCloseReason reason) => Closings.Add(reason);

    private void Send(uint tag, Action<PacketBuilder> write)
    {
        _packet.Begin(new SctpHeader(5000, 5000, tag));
        write(_packet);
        _target.Receive(_packet.Finish().ToArray(), Timestamp.FromMilliseconds(1000), out var drop);
        Drops.Count(drop);
    }
}
