using System.Buffers.Binary;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Rtcp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Congestion;

/// <summary>
/// An encoder of 30 frames a second whose rate follows the estimate up to a limit, a pacer and an estimator: what a
/// peer does, without the peer.
/// </summary>
internal sealed class SimulatedSender : ISimulatedEndpoint
{
    private const int PacketBytes = 1200;
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(1000.0 / 30);

    private readonly SimulatedWorld _world;
    private readonly TransportAddress _from;
    private readonly TransportAddress _to;
    private readonly SeededRandom _random;
    private Timestamp _nextFrame;
    private ushort _sequence;

    public SimulatedSender(SimulatedWorld world, TransportAddress from, TransportAddress to)
    {
        _world = world;
        _from = from;
        _to = to;
        _random = world.Random.Fork();
        _nextFrame = world.Now + (FrameInterval * _random.NextDouble());
        world.Add(this);
        world.Network.Bind(from, this);
    }

    public BandwidthEstimator Estimator { get; } = new(new CongestionOptions());

    public Pacer Pacer { get; } = new();

    /// <summary>What the application makes at most.</summary>
    public Bitrate ApplicationLimit { get; set; } = Bitrate.FromKilobits(20_000);

    public long SentBytes { get; private set; }

    public Timestamp NextDeadline => Timestamp.Min(
        _nextFrame, Timestamp.Min(Pacer.NextDeadline, Estimator.NextDeadline));

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        foreach (var packet in new RtcpCompound(datagram))
        {
            if (TransportFeedback.TryParse(packet, out var feedback))
                Estimator.OnFeedback(feedback, now);
        }
        Pump(now);
    }

    public void Tick(Timestamp now)
    {
        if (_nextFrame <= now)
        {
            MakeFrame(now);
            // A camera's frames come some milliseconds early or late; clockwork would lock flows in phase.
            _nextFrame = now + (FrameInterval * (0.9 + (0.2 * _random.NextDouble())));
        }
        Estimator.Tick(now);
        Pump(now);
    }

    private void MakeFrame(Timestamp now)
    {
        var rate = Bitrate.Min(Estimator.TargetBitrate, ApplicationLimit);
        // Frames of a real encoder vary by some fifth.
        var bytes = (int)(rate.BitsPerSecond / 8.0 * FrameInterval.TotalSeconds * (0.8 + (0.4 * _random.NextDouble())));
        for (; bytes > 0; bytes -= PacketBytes)
            Assert.True(Pacer.TryEnqueue(PacerPriority.Video, 1, Math.Clamp(bytes, 60, PacketBytes), now));
    }

    private void Pump(Timestamp now)
    {
        if (!Pacer.IsProbing && Estimator.TryTakeProbe(out var probe))
            Pacer.StartProbe(probe, now);
        Pacer.SetRate(Estimator.PacingRate, now);
        while (Pacer.TryDequeue(now, out var packet) || Pacer.TryTakePadding(now, PacketBytes, out packet))
            Send(packet, now);
    }

    private void Send(PacedPacket packet, Timestamp now)
    {
        var datagram = new byte[packet.Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, ++_sequence);
        Estimator.OnPacketSent(_sequence, packet.Bytes, packet.Cluster, now);
        SentBytes += packet.Bytes;
        _world.Network.Send(_from, _to, datagram);
    }
}
