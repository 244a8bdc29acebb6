using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Simulation.Clients;

namespace Plenum.FanOut;

/// <summary>The clients of a real room: 30 frames and 50 packets of audio a second from those who publish.</summary>
internal readonly struct SfuClientHandler(Shard shard, SfuClientHandler.Frames frames) : IMediaHandler
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / 30);
    private static readonly TimeSpan AudioTime = TimeSpan.FromMilliseconds(20);

    public Timestamp NextDeadline => Timestamp.Min(frames.FrameAt, frames.AudioAt);

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now)
    {
    }

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now) => ((SfuClient)peer.Tag!).Handle(packet, now);

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now) => ((SfuClient)peer.Tag!).Handle(happened);

    public void Tick(Timestamp now)
    {
        var isFrame = frames.FrameAt <= now;
        var isAudio = frames.AudioAt <= now;
        foreach (var peer in shard.Peers)
        {
            var client = (SfuClient)peer.Tag!;
            if (isFrame)
                client.Camera?.SendFrame(now);
            if (isAudio)
                client.Microphone?.Send(127, now);
        }

        frames.FrameAt = isFrame ? now + FrameTime : frames.FrameAt;
        frames.AudioAt = isAudio ? now + AudioTime : frames.AudioAt;
    }

    internal sealed class Frames
    {
        public Timestamp FrameAt { get; set; } = Timestamp.Zero;

        public Timestamp AudioAt { get; set; } = Timestamp.Zero;
    }
}
