using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Client.Link;

/// <summary>Gives what a shard receives to the link whose peer it is.</summary>
internal readonly struct ClientMediaHandler : IMediaHandler
{
    public Timestamp NextDeadline => Timestamp.Never;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now) =>
        ((LinkPeer)peer.Tag!).Receive(packet, now);

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now)
    {
        // The peer keeps what it sent and answers by itself.
    }

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now) => ((LinkPeer)peer.Tag!).Handle(happened);

    public void Tick(Timestamp now)
    {
    }
}
