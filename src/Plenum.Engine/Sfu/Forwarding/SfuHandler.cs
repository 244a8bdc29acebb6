using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>What a shard of the SFU does with media: the room of the peer decides.</summary>
internal readonly struct SfuHandler(SfuCore core) : IMediaHandler
{
    public Timestamp NextDeadline => core.NextDeadline;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now)
    {
        var connection = (SfuConnection)peer.Tag!;
        connection.Room.Receive(connection, packet, now);
        core.Settle(connection.Room, now);
    }

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now)
    {
        if (packet.Stream.Tag is OutboundLine line)
            line.Connection.Room.Repeat(line, packet.SequenceNumber, now);
    }

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now)
    {
        var connection = (SfuConnection)peer.Tag!;
        connection.Room.Handle(connection, happened, now);
        core.Settle(connection.Room, now);
    }

    public void Tick(Timestamp now) => core.Tick(now);
}
