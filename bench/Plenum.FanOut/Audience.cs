using System.Security.Cryptography;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.FanOut;

/// <summary>
/// One publisher and many receivers, real ICE and DTLS over loopback, on a shard of their own whose plain sockets are
/// read only when told to: while the clock runs, it stands still.
/// </summary>
internal sealed class Audience : IDisposable
{
    public const byte VideoType = 96;
    public const byte AudioType = 111;
    public const int VideoLength = 1200;
    public const int AudioLength = 120;
    public const int PacketsPerFrame = 5;

    private const byte TransportSequenceId = 3;
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly IReadOnlyList<RtpFormat> Formats = [new(VideoType, 90_000), new(AudioType, 48_000)];
    private static readonly Ssrc PublisherSource = new(0x10);
    private readonly SystemEntropy _entropy = new();
    private readonly MediaShard<IdleHandler> _clients;
    private readonly FanOut _fanOut;
    private readonly byte[] _packet = new byte[VideoLength];
    private ShardPeer? _publisher;
    private OutboundStream? _published;
    private ushort _sequence;
    private int _connected;

    /// <param name="receivers">How many are sent what the publisher sends.</param>
    /// <param name="niceness">What the server's shard asks of the scheduler; null for nothing.</param>
    public Audience(int receivers, int? niceness)
    {
        var fanOut = new FanOut();
        _fanOut = fanOut;
        Server = new(Options("server", 1, portable: false) with { Niceness = niceness }, shard =>
        {
            fanOut.Shard = shard;
            return new FanOutHandler(fanOut, _ => Interlocked.Increment(ref _connected));
        });
        _clients = new(Options("clients", 0, portable: true), _ => new IdleHandler());
        Server.Start();
        _clients.Start();
        for (var client = 0; client <= receivers; client++)
            Connect(isPublisher: client == 0);
        SpinWait.SpinUntil(() => Volatile.Read(ref _connected) == receivers + 1, TimeSpan.FromMinutes(2));
        if (_connected != receivers + 1)
            throw new InvalidOperationException($"{_connected} of {receivers + 1} peers connected.");
    }

    public MediaShard<FanOutHandler> Server { get; }

    public long Delivered => _fanOut.Delivered;

    public IReadOnlyList<Standstill> Standstills => _fanOut.Standstills.Found;

    /// <summary>Lets the receivers read and acknowledge until nothing is left but the answers to checks of consent.</summary>
    public void Drain()
    {
        const int roundsOfSilence = 50;
        const int checks = 4;
        var last = long.MinValue / 2;
        for (var silent = 0; silent < roundsOfSilence; silent++)
        {
            Run(_clients, () => { });
            if (_clients.IoCounters.ReceivedDatagrams > last + checks)
                silent = 0;
            last = _clients.IoCounters.ReceivedDatagrams;
        }
    }

    /// <summary>
    /// Runs the steps with the receivers' shard at a stand-still but for what the publisher sends: a frame of video,
    /// or a packet of audio (true).
    /// </summary>
    /// <param name="steps">What to send, one after the other was forwarded.</param>
    /// <param name="sleeps">
    /// Whether it sleeps until something was forwarded, so that the machine's processors are the server's, whose publishers
    /// are elsewhere; else it looks all the time, so that the server does not rest.
    /// </param>
    public void Publish(IReadOnlyList<bool> steps, bool sleeps) => Run(_clients, () =>
    {
        foreach (var isAudio in steps)
        {
            var packets = isAudio ? 1 : PacketsPerFrame;
            var expected = Delivered + ((long)packets * ReceiverCount);
            for (var index = 0; index < packets; index++)
                Send(isAudio);
            // What the publisher sent leaves with the end of a round; here it must leave now.
            _clients.Sender.Flush();
            SpinWait.SpinUntil(() => IsDelivered(expected, sleeps), TimeSpan.FromSeconds(10));
        }
    });

    public int ReceiverCount => _clients.Locals.Count - 1;

    public static T Ask<T>(Shard shard, Func<T> function)
    {
        var done = new TaskCompletionSource<T>();
        shard.Post(() => done.SetResult(function()));
        return done.Task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _clients.Dispose();
        Server.Dispose();
    }

    private bool IsDelivered(long expected, bool sleeps)
    {
        if (sleeps)
            Thread.Sleep(1);
        return Delivered >= expected;
    }

    private static void Run(Shard shard, Action action) => Ask(shard, () =>
    {
        action();
        return true;
    });

    private static ShardOptions Options(string name, int sockets, bool portable) => new()
    {
        Name = name,
        Io = new()
        {
            Addresses = [.. Enumerable.Repeat(TransportAddress.Parse("127.0.0.1:0"), sockets)],
            Portable = portable,
        },
        OnFault = fault => Console.Error.WriteLine(fault.Exception),
    };

    private void Connect(bool isPublisher)
    {
        var serverIce = IceCredentials.Create(_entropy);
        var clientIce = IceCredentials.Create(_entropy);
        Run(Server, () =>
        {
            var ice = new IceLiteAgent(serverIce, Server.Sender, ShardClock.Now);
            var (peer, stream) = Add(Server, ice, new(clientIce, [Certificate.Fingerprint], DtlsRole.Server), new(0x20));
            if (!isPublisher)
                _fanOut.Add(peer, stream);
        });
        Run(_clients, () =>
        {
            var ice = new IceAgent(new(), clientIce, _entropy, _clients.Sender);
            var (peer, stream) = Add(_clients, ice, new(serverIce, [Certificate.Fingerprint], DtlsRole.Client), PublisherSource);
            ice.AddLocalAddress(_clients.OpenSocket(peer, TransportAddress.Parse("127.0.0.1:0")), ShardClock.Now);
            ice.AddRemoteCandidate(
                new()
                {
                    Foundation = "1",
                    Priority = IcePriority.OfCandidate(IceCandidateType.Host, ushort.MaxValue),
                    Address = Server.Locals[0],
                    Type = IceCandidateType.Host,
                },
                ShardClock.Now);
            if (isPublisher)
                (_publisher, _published) = (peer, stream);
        });
    }

    private (ShardPeer Peer, OutboundStream Stream) Add(Shard shard, IIceAgent ice, RemoteTransport remote, Ssrc ssrc)
    {
        var peer = new Peer(new() { Crypto = Crypto, Entropy = _entropy, Certificate = Certificate }, ice);
        var extensions = new RtpExtensionMap();
        extensions.TryAdd(TransportSequenceId, RtpExtensionKind.TransportSequence);
        peer.SetExtensions(extensions);
        peer.SetReceiveSections([new("0", Formats) { Sources = [new(PublisherSource, null), new(new(0x20), null)] }]);
        var stream = peer.AddStream(new(ssrc, 90_000) { Formats = Formats });
        var added = shard.Add(peer, ice);
        peer.SetRemote(remote, ShardClock.Now);
        return (added, stream);
    }

    private void Send(bool isAudio)
    {
        RtpPacketWriter.TryBegin(_packet, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(isAudio ? AudioType : VideoType, false, _sequence++, 0, PublisherSource);
        writer.TryReserveExtension(TransportSequenceId, 2, out _);
        writer.TryReservePayload((isAudio ? AudioLength : VideoLength) - 20, out _);
        _publisher!.Peer.TrySendRtp(_published!, _packet.AsSpan(0, writer.Length), ShardClock.Now);
    }

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
