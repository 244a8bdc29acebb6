using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Simulation.Clients;

namespace Plenum.WhepAudience;

/// <summary>All clients on one shard: each peer's tag is its client. The encoder sends 30 frames and 50 packets of sound a second.</summary>
internal readonly struct AudienceHandler(AudienceHandler.Beat beat) : IMediaHandler
{
    public Timestamp NextDeadline => Timestamp.Min(beat.FrameAt, beat.SoundAt);

    public void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now) => ((SfuClient)peer.Tag!).Take(packet, now);

    public void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now) => ((SfuClient)peer.Tag!).Handle(packet, now);

    public void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now) => ((SfuClient)peer.Tag!).Handle(happened);

    public void Tick(Timestamp now)
    {
        if (beat.SoundAt <= now)
        {
            beat.SoundAt = now + TimeSpan.FromMilliseconds(20);
            beat.Encoder?.Microphone?.Send(20, now);
        }

        if (beat.FrameAt > now)
            return;
        beat.FrameAt = now + TimeSpan.FromSeconds(1.0 / 30);
        if (beat.Encoder is { IsConnected: true, Camera: { } camera })
            camera.SendFrame(now);
        foreach (var client in beat.Players)
        {
            foreach (var video in client.Video.Values)
                video.Tick(now);
        }
    }

    /// <summary>What is due when, and who does it.</summary>
    internal sealed class Beat
    {
        public Timestamp FrameAt { get; set; } = Timestamp.Zero;

        public Timestamp SoundAt { get; set; } = Timestamp.Zero;

        public SfuClient? Encoder { get; set; }

        public List<SfuClient> Players { get; } = [];
    }
}
