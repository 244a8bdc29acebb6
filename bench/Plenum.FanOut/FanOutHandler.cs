using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.FanOut;

/// <summary>The server's handler: forwards at the end of the round in which packets came.</summary>
internal readonly struct FanOutHandler(FanOut fanOut, Action<ShardPeer> connected) : IMediaHandler
{
    public Timestamp NextDeadline => fanOut.HasPending ? Timestamp.Zero : Timestamp.Never;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now) => fanOut.Gather(packet);

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now)
    {
    }

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now)
    {
        if (happened is PeerEvent.Connected)
            connected(peer);
    }

    public void Tick(Timestamp now) => fanOut.Forward(now);
}
