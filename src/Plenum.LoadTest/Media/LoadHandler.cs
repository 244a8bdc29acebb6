using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.LoadTest.Media;

/// <summary>Gives what a shard receives to the connection whose peer it is, and sends what is due.</summary>
internal readonly struct LoadHandler(MediaThread thread) : IMediaHandler
{
    public Timestamp NextDeadline => thread.NextSendAt;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now) =>
        ((LoadConnection)peer.Tag!).Receive(packet, now);

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now)
    {
        // The peer keeps what it sent and answers by itself.
    }

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now) =>
        ((LoadConnection)peer.Tag!).Handle(happened, now);

    public void Tick(Timestamp now) => thread.SendDue(now);
}
