using System.Collections.Concurrent;
using System.Security.Cryptography;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Tests.Shards;

/// <summary>A lite server's shard that echoes, and a shard of full clients, over real loopback sockets.</summary>
internal sealed class ShardRig : IDisposable
{
    public const byte PayloadType = 111;
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private readonly SystemEntropy _entropy = new();

    public ShardRig(bool portable)
    {
        Server = Open(portable, 1, ServerNotes);
        Clients = Open(portable, 0, ClientNotes);
        Server.Start();
        Clients.Start();
    }

    public MediaShard<EchoHandler> Server { get; }

    public MediaShard<EchoHandler> Clients { get; }

    public EchoHandler.Notes ServerNotes { get; } = new();

    public EchoHandler.Notes ClientNotes { get; } = new();

    public ConcurrentQueue<ShardFault> Faults { get; } = [];

    /// <summary>Connects a client on a socket of its own, and gives its two ends.</summary>
    public (ShardPeer Client, OutboundStream Stream, ShardPeer Server) Connect()
    {
        var serverIce = IceCredentials.Create(_entropy);
        var clientIce = IceCredentials.Create(_entropy);
        var server = On(Server, shard =>
        {
            var ice = new IceLiteAgent(serverIce, shard.Sender, ShardClock.Now);
            var peer = Add(shard, ice, new(clientIce, [Certificate.Fingerprint], DtlsRole.Server), new(0x1000));
            return peer.Peer;
        });
        var client = On(Clients, shard =>
        {
            var ice = new IceAgent(new(), clientIce, _entropy, shard.Sender);
            var added = Add(shard, ice, new(serverIce, [Certificate.Fingerprint], DtlsRole.Client), new(0x2000));
            ice.AddLocalAddress(shard.OpenSocket(added.Peer, TransportAddress.Parse("127.0.0.1:0")), ShardClock.Now);
            ice.AddRemoteCandidate(ServerCandidate(), ShardClock.Now);
            return added;
        });
        return (client.Peer, client.Stream, server);
    }

    /// <summary>Sends audio packets from the client.</summary>
    public void Send(ShardPeer client, OutboundStream stream, ushort first, int count) => On(Clients, shard =>
    {
        Span<byte> packet = stackalloc byte[200];
        for (var index = 0; index < count; index++)
        {
            RtpHeaderWriter.Write(packet, PayloadType, false, (ushort)(first + index), (uint)index * 960, stream.Ssrc);
            Assert.True(client.Peer.TrySendRtp(stream, packet, ShardClock.Now));
        }

        return true;
    });

    /// <summary>Runs something on a shard's thread and waits for it.</summary>
    public static T On<T>(Shard shard, Func<Shard, T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        shard.Post(() =>
        {
            try
            {
                done.SetResult(function(shard));
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Clients.Dispose();
        Server.Dispose();
    }

    private MediaShard<EchoHandler> Open(bool portable, int sockets, EchoHandler.Notes notes)
    {
        var shard = new MediaShard<EchoHandler>(
            new()
            {
                Io = new()
                {
                    Addresses = [.. Enumerable.Repeat(TransportAddress.Parse("127.0.0.1:0"), sockets)],
                    Portable = portable,
                },
                OnFault = Faults.Enqueue,
            },
            _ => new EchoHandler(notes));
        if (notes == ServerNotes)
            notes.Shard = shard;
        return shard;
    }

    private (ShardPeer Peer, OutboundStream Stream) Add(Shard shard, IIceAgent ice, RemoteTransport remote, Ssrc ssrc)
    {
        var peer = new Peer(new() { Crypto = Crypto, Entropy = _entropy, Certificate = Certificate }, ice);
        IReadOnlyList<RtpFormat> formats = [new(PayloadType, 48_000)];
        var other = new Ssrc(ssrc.Value == 0x1000 ? 0x2000u : 0x1000u);
        peer.SetReceiveSections([new("0", formats) { Sources = [new(other, null)] }]);
        var stream = peer.AddStream(new(ssrc, 48_000) { Formats = formats });
        var added = shard.Add(peer, ice);
        added.Tag = stream;
        peer.SetRemote(remote, ShardClock.Now);
        return (added, stream);
    }

    private IceCandidate ServerCandidate() => new()
    {
        Foundation = "1",
        Priority = IcePriority.OfCandidate(IceCandidateType.Host, ushort.MaxValue),
        Address = Server.Locals[0],
        Type = IceCandidateType.Host,
    };

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
