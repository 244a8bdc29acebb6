using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Tests.Shards;

/// <summary>Sends each media packet back under a source of its own, and notes what happens.</summary>
internal readonly struct EchoHandler(EchoHandler.Notes notes) : IMediaHandler
{
    public Timestamp NextDeadline => Timestamp.Never;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now)
    {
        if (notes.Throws)
            throw new InvalidOperationException("a bug in the handler");
        notes.Received++;
        if (notes.Shard is not { } shard || peer.Tag is not OutboundStream stream)
            return;
        var header = packet.Packet.Header.Length;
        var space = shard.Sender.Reserve(peer, packet.Length + 64);
        packet.Packet.Bytes[..header].CopyTo(space);
        Rtc.Rtp.RtpHeaderWriter.SetSsrc(space, stream.Ssrc);
        if (peer.Peer.TryProtectRtp(stream, space, header, packet.Packet.Bytes[header..], now, out var length))
            shard.Sender.Commit(peer, length);
    }

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now)
    {
    }

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now)
    {
        if (happened is PeerEvent.Connected)
            notes.Connected++;
        if (happened is PeerEvent.Closed)
            notes.Closed++;
    }

    public void Tick(Timestamp now)
    {
    }

    internal sealed class Notes
    {
        public Shard? Shard { get; set; }

        public int Connected { get; set; }

        public int Closed { get; set; }

        public long Received { get; set; }

        public volatile bool Throws;
    }
}
