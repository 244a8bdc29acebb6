using System.Globalization;
using System.Security.Cryptography;
using Plenum.Engine.Sfu;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Rtp;
using Plenum.Simulation.Clients;

namespace Plenum.FanOut;

/// <summary>
/// The shipped node with one publisher and many viewers in virtual time, without a kernel: what the server itself does for
/// each forwarded packet, feedback and reports included. It can be measured on a machine that has much else to do.
/// </summary>
internal sealed class MemoryRun : IDisposable, ISfuListener
{
    private const int PacketLength = 1000;
    private const int PacketsPerFrame = 5;
    private static readonly TransportAddress Server = TransportAddress.Parse("198.51.100.1:7882");
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();

    private readonly SystemEntropy _entropy = new();
    private readonly MemoryUdpIo _io = new([Server]);
    private readonly SfuHost _host;
    private readonly SfuNode _node;
    private readonly SfuRoom _room;
    private readonly List<Client> _clients = [];
    private Timestamp _now = Timestamp.Zero + TimeSpan.FromHours(1);
    private double _seconds;
    private long _feedback;

    private MemoryRun(int viewers)
    {
        var options = new SfuOptions { Addresses = [Server.ToIPAddress()], Port = Server.Port };
        var runtime = new SfuRuntime
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = _entropy,
            WallClock = new NtpClock(new NtpTime(0xE000_0000_0000_0000)),
            OpenSockets = _ => _io,
        };
        _node = new SfuNode(options, runtime, 1);
        _host = _node.Hosts.Single();
        _room = _node.OpenRoom("bench", this);
        for (var number = 0; number <= viewers; number++)
            Join(number);
    }

    public static void Run(int viewers, int seconds, int warmUp)
    {
        using var run = new MemoryRun(viewers);
        run.Advance(warmUp * 1000);
        var costs = new List<double>();
        for (var second = 0; second < seconds; second++)
        {
            var before = run.Totals;
            run.Advance(1000);
            var after = run.Totals;
            var packets = after.Packets - before.Packets;
            costs.Add((after.Seconds - before.Seconds) * 1e6 / packets);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{packets} packets, {(double)packets / (after.Messages - before.Messages):F2} a message, {(double)(after.Messages - before.Messages) / (after.Batches - before.Batches):F0} messages a batch, {(double)(after.Feedback - before.Feedback) / packets:F3} datagrams received a packet: {costs[^1]:F3} us a packet"));
        }

        costs.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"least {costs[0]:F3}, median {costs[costs.Count / 2]:F3} us a packet, without the kernel"));
    }

    public void Tell(SfuEvent happened)
    {
    }

    public void Dispose()
    {
        _host.Dispose();
        _io.Dispose();
    }

    private (long Packets, long Messages, long Batches, long Feedback, double Seconds) Totals =>
        (_host.Core.Rooms.Single().Connections.Values.Sum(c => c.Lines.Values.Sum(line => line.Slot.PacketsForwarded)),
            _io.Messages, _io.Batches, _feedback, _seconds);

    private void Advance(int milliseconds)
    {
        for (var step = 0; step < milliseconds; step++)
        {
            foreach (var client in _clients)
                client.Advance(_now);
            var began = Reading.Take().CpuSeconds - _io.Seconds;
            while (_host.Shard.RunRound(_now))
                continue;
            _seconds += Reading.Take().CpuSeconds - _io.Seconds - began;
            _now += Step;
        }
    }

    private void Join(int number)
    {
        var isPublisher = number == 0;
        var client = new Client(this, number, isPublisher);
        _clients.Add(client);
        var answer = _room.Connect(new ConnectionOffer
        {
            Participant = new($"{number}"),
            Sdp = client.Sfu.CreateOffer(),
            Tracks = new Dictionary<string, OfferedTrack>
            {
                ["camera"] = new(new("camera"), MediaSource.Camera, 1280, 720),
                ["microphone"] = new(new("microphone"), MediaSource.Microphone),
            },
            DefaultViewport = new(1280, 720, true),
        });
        var accepted = (SfuAnswer.Accepted)answer;
        client.Sfu.TakeAnswer(accepted.Sdp, _now);
        if (!isPublisher)
        {
            _room.Bind(accepted.Connection, "v0", new("camera"));
            _room.Bind(accepted.Connection, "a0", new("microphone"));
        }
        else
        {
            client.Sfu.Camera!.Encoder.PacketsPerFrame = PacketsPerFrame;
            client.Sfu.Camera!.Encoder.PacketLength = PacketLength;
        }
    }

    private sealed class Client : IDatagramSink
    {
        private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / 30);
        private static readonly TimeSpan AudioTime = TimeSpan.FromMilliseconds(20);

        private readonly MemoryRun _run;
        private readonly TransportAddress _address;
        private readonly Inbox _inbox = new();
        private Timestamp _frameAt = Timestamp.Zero;
        private Timestamp _audioAt = Timestamp.Zero;

        public Client(MemoryRun run, int number, bool isPublisher)
        {
            _run = run;
            _address = TransportAddress.FromIPv4(0x0a00_0001u + (uint)number, 5000);
            Sfu = new SfuClient(new()
            {
                Crypto = Crypto,
                Certificate = Certificate,
                Entropy = run._entropy,
                Sink = this,
                WallClock = new NtpClock(new NtpTime(0xE000_0000_0000_0000)),
                Number = (byte)(1 + (number % 250)),
            });
            Sfu.Publish(isPublisher, isPublisher);
            if (!isPublisher)
                Sfu.AddSlots(1, 1);
            Sfu.Ice.AddLocalAddress(_address, run._now);
            run._io.Add(_address, _inbox);
        }

        public SfuClient Sfu { get; }

        public void Send(ReadOnlySpan<byte> datagram, TransportPath path)
        {
            _run._feedback++;
            _run._io.Arrive(datagram, path.Local);
        }

        public void Advance(Timestamp now)
        {
            _inbox.Drain(datagram => Sfu.Receive(datagram.Span, new TransportPath(_address, Server), now));
            if (Sfu.Peer.NextDeadline.At <= now)
                Sfu.Tick(now);
            if (_frameAt <= now && Sfu.Camera is { } camera)
            {
                _frameAt = now + FrameTime;
                camera.SendFrame(now);
            }

            if (_audioAt <= now && Sfu.Microphone is { } microphone)
            {
                _audioAt = now + AudioTime;
                microphone.Send(127, now);
            }
        }
    }

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
