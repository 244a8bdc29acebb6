using System.Net;
using System.Security.Cryptography;
using Plenum.Engine.Sfu;
using Plenum.Engine.Shards;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Simulation.Clients;

namespace Plenum.FanOut;

/// <summary>
/// A real room on a real node: publishers with a camera and a microphone, and viewers who watch all of them, in real time
/// over loopback. What it costs is the CPU time of the node's one thread.
/// </summary>
internal sealed class SfuAudience : IDisposable, ISfuListener
{
    /// <summary>Bytes of a camera's packets in its highest encoding, as browsers have them.</summary>
    private const int PacketLength = 1100;

    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();

    private readonly SfuNode _node;
    private readonly SfuRoom _room;
    private readonly MediaShard<SfuClientHandler> _clients;
    private readonly SystemEntropy _entropy = new();

    public SfuAudience(int publishers, int viewers, int packetsPerFrame)
    {
        _node = SfuNode.Start(new SfuOptions { Addresses = [IPAddress.Loopback], Port = 0, Shards = 1 });
        _room = _node.OpenRoom("bench", this);
        var frames = new SfuClientHandler.Frames();
        _clients = new(
            new()
            {
                Name = "clients",
                Io = new() { Addresses = [] },
                OnFault = fault => Console.Error.WriteLine(fault.Exception),
            },
            shard => new SfuClientHandler(shard, frames));
        _clients.Start();
        for (var number = 0; number < publishers; number++)
            Join(number, publishers, packetsPerFrame, isPublisher: true);
        for (var number = 0; number < viewers; number++)
            Join(publishers + number, publishers, packetsPerFrame, isPublisher: false);
    }

    /// <summary>Packets forwarded so far.</summary>
    public long Forwarded => _node.DescribeAsync().GetAwaiter().GetResult().Shards[0].PacketsForwarded;

    public void Tell(SfuEvent happened)
    {
    }

    public void Dispose()
    {
        _clients.Dispose();
        _node.StopAsync().GetAwaiter().GetResult();
    }

    private void Join(int number, int publishers, int packetsPerFrame, bool isPublisher) => Audience.Ask(_clients, () =>
    {
        var client = new SfuClient(new()
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = _entropy,
            Sink = _clients.Sender,
            WallClock = ShardClock.WallClock,
            Number = (byte)(number + 1),
        });
        client.Publish(isPublisher, isPublisher);
        if (!isPublisher)
            client.AddSlots(publishers, publishers);
        var peer = _clients.Add(client.Peer, client.Ice);
        peer.Tag = client;
        client.Ice.AddLocalAddress(_clients.OpenSocket(peer, TransportAddress.Parse("127.0.0.1:0")), _clients.Now);
        var answer = _room.Connect(new ConnectionOffer
        {
            Participant = new($"{number}"),
            Sdp = client.CreateOffer(),
            Tracks = new Dictionary<string, OfferedTrack>
            {
                ["camera"] = new(new($"camera-{number}"), MediaSource.Camera, 1280, 720),
                ["microphone"] = new(new($"microphone-{number}"), MediaSource.Microphone),
            },
            DefaultViewport = new(1280, 720, true),
        });
        var accepted = (SfuAnswer.Accepted)answer;
        client.TakeAnswer(accepted.Sdp, _clients.Now);
        if (isPublisher)
        {
            client.Camera!.Encoder.PacketsPerFrame = packetsPerFrame;
            client.Camera!.Encoder.PacketLength = PacketLength;
        }

        for (var place = 0; !isPublisher && place < publishers; place++)
        {
            _room.Bind(accepted.Connection, $"v{place}", new($"camera-{place}"));
            _room.Bind(accepted.Connection, $"a{place}", new($"microphone-{place}"));
        }

        _clients.Touch(peer);
        return true;
    });

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
