using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Simulation.Clients;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>Clients of an SFU on a shard of their own: each peer's tag is its client, and cameras have 30 frames a second.</summary>
internal readonly struct ClientHandler(ClientHandler.Clock clock) : IMediaHandler
{
    public Timestamp NextDeadline => clock.FrameAt;

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now) =>
        ((SfuClient)peer.Tag!).Take(packet, now);

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now) => ((SfuClient)peer.Tag!).Handle(packet, now);

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now) => ((SfuClient)peer.Tag!).Handle(happened);

    public void Tick(Timestamp now)
    {
        clock.FrameAt = now + TimeSpan.FromSeconds(1.0 / 30);
        foreach (var peer in clock.Shard!.Peers)
        {
            var client = (SfuClient)peer.Tag!;
            client.Camera?.SendFrame(now);
            client.Microphone?.Send(127, now);
        }
    }

    internal sealed class Clock
    {
        public Timestamp FrameAt { get; set; } = Timestamp.Zero;

        public Shard? Shard { get; set; }
    }
}
