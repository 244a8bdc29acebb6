using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.FanOut;

/// <summary>The receivers' handler: takes what comes, as the peer has counted it already.</summary>
internal readonly struct IdleHandler : IMediaHandler
{
    public Timestamp NextDeadline => Timestamp.Never;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now)
    {
    }

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now)
    {
    }

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now)
    {
    }

    public void Tick(Timestamp now)
    {
    }
}
