using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Plenum.Engine.Shards;
using Plenum.Protocol;
using Plenum.Rtc;
using Plenum.Rtc.OpenSsl;
using Plenum.Simulation.Clients;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>The media of a client: a peer connection as a browser has one, on a UDP socket of loopback.</summary>
internal sealed class MediaClient : IDatagramSink, IAsyncDisposable
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly Plenum.Rtc.Crypto.LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly TransportAddress _local;
    private Task _running = Task.CompletedTask;

    public MediaClient(byte number, bool publishes, int slots)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _local = TransportAddress.From((IPEndPoint)_socket.LocalEndPoint!);
        Peer = new SfuClient(new ClientOptions
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = new Entropy(),
            Sink = this,
            WallClock = ShardClock.WallClock,
            Number = number,
        });
        if (publishes)
            Peer.Publish(camera: true, microphone: true);
        Peer.AddSlots(slots, slots);
        Peer.Ice.AddLocalAddress(_local, ShardClock.Now);
    }

    public SfuClient Peer { get; }

    /// <summary>Whether the microphone picks up nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The name of the connection at the server.</summary>
    public string? Connection { get; private set; }

    /// <summary>An offer of all there is, naming the connection there is.</summary>
    public MediaOffer Offer(bool restartsIce = false)
    {
        lock (_gate)
        {
            return new MediaOffer
            {
                Sdp = Peer.CreateOffer(restartsIce),
                Tracks = new Dictionary<string, string> { ["camera"] = "camera", ["microphone"] = "microphone" },
                Connection = Connection,
            };
        }
    }

    public void Take(MediaAnswer answer)
    {
        lock (_gate)
            Peer.TakeAnswer(answer.Sdp, ShardClock.Now);
        if (Connection is null)
            _running = Task.Run(RunAsync);
        Connection = answer.Connection;
    }

    /// <summary>Looks until it is so, or the test has taken too long.</summary>
    public async Task UntilAsync(string what, Func<SfuClient, bool> isSo)
    {
        var until = ShardClock.Now + TimeSpan.FromSeconds(30);
        while (ShardClock.Now < until)
        {
            lock (_gate)
            {
                if (isSo(Peer))
                    return;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"It never came to: {what}");
    }

    public void Send(ReadOnlySpan<byte> datagram, TransportPath path) =>
        _socket.SendTo(datagram, SocketFlags.None, path.Remote.ToIPEndPoint());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    /// <summary>Receives, ticks and films, until disposed of.</summary>
    private async Task RunAsync()
    {
        var buffer = new byte[2048];
        var source = new SocketAddress(AddressFamily.InterNetwork);
        var nextFrame = ShardClock.Now;
        while (!_stop.IsCancellationRequested)
        {
            if (_socket.Poll(TimeSpan.FromMilliseconds(5), SelectMode.SelectRead))
                Receive(buffer, source);
            else
                await Task.Yield();
            lock (_gate)
            {
                var now = ShardClock.Now;
                Peer.Tick(now);
                if (!Peer.IsConnected || now < nextFrame)
                    continue;
                nextFrame = now + FrameInterval;
                Peer.Camera?.SendFrame(now);
                Peer.Microphone?.Send(IsSilent ? (byte)127 : (byte)30, now);
            }
        }
    }

    private void Receive(byte[] buffer, SocketAddress source)
    {
        var length = _socket.ReceiveFrom(buffer, SocketFlags.None, source);
        var from = (IPEndPoint)new IPEndPoint(IPAddress.Any, 0).Create(source);
        lock (_gate)
            Peer.Receive(buffer.AsSpan(0, length), new TransportPath(_local, TransportAddress.From(from)), ShardClock.Now);
    }

    private sealed class Entropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
