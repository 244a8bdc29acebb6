using System.Net;
using System.Security.Cryptography;
using Plenum.Engine.Io;
using Plenum.Engine.Sfu;
using Plenum.Engine.Sfu.State;
using Plenum.Engine.Shards;
using Plenum.Engine.Tests.Shards;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Simulation.Clients;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>A node and a shard of clients, over real sockets of the loopback interface.</summary>
internal sealed class SfuRig : IDisposable
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MediaShard<ClientHandler> _shard;
    private readonly Entropy _entropy = new();
    private byte _lastNumber;

    public SfuRig(int loseEvery = 0, SfuOptions? options = null, int shards = 1)
    {
        Node = SfuNode.Start((options ?? new()) with
        {
            Addresses = [IPAddress.Loopback],
            Port = 0,
            Shards = shards,
            OnFault = Faults.Add,
        });
        Room = Node.OpenRoom("room", Listener);
        var clock = new ClientHandler.Clock();
        _shard = new MediaShard<ClientHandler>(
            new()
            {
                Name = "clients",
                Io = new() { Addresses = [] },
                OpenSockets = loseEvery == 0 ? UdpIo.Open : opened => new LossyUdpIo(UdpIo.Open(opened), loseEvery),
                OnFault = fault => Faults.Add(new("clients", null, fault.Peer is null, fault.Exception)),
            },
            shard =>
            {
                clock.Shard = shard;
                return new ClientHandler(clock);
            });
        _shard.Start();
    }

    public SfuNode Node { get; }

    public SfuRoom Room { get; private set; }

    public Listener Listener { get; } = new();

    public List<SfuFault> Faults { get; } = [];

    public Shard Server => Node.Hosts.Single().Shard;

    /// <summary>From now on clients join another room.</summary>
    public void Reopen(SfuRoom? room = null) => Room = room ?? Node.OpenRoom("room", Listener);

    public static bool Eventually(Func<bool> condition) => SpinWait.SpinUntil(
        () =>
        {
            Thread.Yield();
            return condition();
        },
        Patience);

    /// <summary>Joins; the slots are v0, v1, ... and a0, a1, ...</summary>
    public (SfuClient Client, ConnectionKey Connection) Join(
        bool camera = false, bool microphone = false, int video = 0, int audio = 0)
    {
        var number = ++_lastNumber;
        return On(shard =>
        {
            var client = new SfuClient(new()
            {
                Crypto = Crypto,
                Certificate = Certificate,
                Entropy = _entropy,
                Sink = shard.Sender,
                WallClock = ShardClock.WallClock,
                Number = number,
            });
            client.Publish(camera, microphone);
            client.AddSlots(video, audio);
            var peer = shard.Add(client.Peer, client.Ice);
            peer.Tag = client;
            client.Ice.AddLocalAddress(shard.OpenSocket(peer, TransportAddress.Parse("127.0.0.1:0")), shard.Now);
            var answer = Assert.IsType<SfuAnswer.Accepted>(Room.Connect(new ConnectionOffer
            {
                Participant = new($"participant-{number}"),
                Sdp = client.CreateOffer(),
                Tracks = new Dictionary<string, OfferedTrack>
                {
                    ["camera"] = new(CameraOf(number), MediaSource.Camera, 1280, 720),
                    ["microphone"] = new(MicrophoneOf(number), MediaSource.Microphone),
                },
            }));
            client.TakeAnswer(answer.Sdp, shard.Now);
            shard.Touch(peer);
            return (client, answer.Connection);
        });
    }

    public static PublicationKey CameraOf(byte number) => new($"camera-{number}");

    public static PublicationKey MicrophoneOf(byte number) => new($"microphone-{number}");

    /// <summary>Sends packets of a voice.</summary>
    public void Speak(SfuClient client, int packets) => On(shard =>
    {
        for (var index = 0; index < packets; index++)
            client.Microphone!.Send(127, shard.Now);
        return true;
    });

    /// <summary>Does something on the clients' thread, and waits for it.</summary>
    public T On<T>(Func<Shard, T> function) => ShardRig.On(_shard, function);

    public SfuShardState Describe() => Node.DescribeAsync().GetAwaiter().GetResult().Shards.Single();

    public void Dispose()
    {
        _shard.Dispose();
        Node.StopAsync().GetAwaiter().GetResult();
    }

    private sealed class Entropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
