using System.Security.Cryptography;
using Plenum.Client.Link;
using Plenum.Engine.Io;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;

namespace Plenum.Client;

/// <summary>
/// The media threads that clients of one process share: each carries many clients, a UDP socket for each. Any thread may
/// use it.
/// </summary>
public sealed class ClientRuntime : IAsyncDisposable
{
    private static readonly Lazy<ClientRuntime> LazyShared = new(() => new ClientRuntime());

    private readonly MediaShard<ClientMediaHandler>[] _shards;
    private readonly Func<UdpIoOptions, UdpIo> _openSockets;
    private int _next;
    private volatile bool _isStopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="shards">How many; one carries hundreds of clients.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public ClientRuntime(int shards = 1)
        : this(shards, UdpIo.Open)
    {
    }

    /// <summary>The same with sockets of another kind, for tests.</summary>
    internal ClientRuntime(int shards, Func<UdpIoOptions, UdpIo> openSockets)
    {
        _openSockets = openSockets;
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        Certificate = Crypto.GenerateCertificate();
        _shards = [.. Enumerable.Range(0, shards).Select(Open)];
        for (var index = 0; index < shards; index++)
            Start(index);
    }

    /// <summary>One thread for all clients that are not given a runtime of their own. Starts with the first of them.</summary>
    public static ClientRuntime Shared => LazyShared.Value;

    /// <summary>How many connections to servers there are.</summary>
    public int Connections => _shards.Sum(shard => shard.PeerCount);

    internal ICryptoProvider Crypto { get; } = new OpenSslCryptoProvider();

    internal LocalCertificate Certificate { get; }

    internal IEntropy Entropy { get; } = new SystemEntropy();

    /// <summary>Ends the threads with a goodbye to every server. Leave with all clients first.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        foreach (var shard in _shards)
        {
            await shard.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            shard.Dispose();
        }
    }

    /// <summary>The shard for a new connection: each in its turn.</summary>
    internal Shard NextShard() => _shards[(uint)Interlocked.Increment(ref _next) % _shards.Length];

    private void Start(int index)
    {
        var shard = _shards[index];
        shard.Start();
        _ = shard.Ended.ContinueWith(
            ended => Replace(index, shard, ended.Exception!.InnerException!),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    /// <summary>A bug has ended a thread: another one takes its place, on which the clients make new connections.</summary>
    private void Replace(int index, MediaShard<ClientMediaHandler> dead, Exception exception)
    {
        var links = dead.Peers.Select(peer => (LinkPeer)peer.Tag!).ToList();
        dead.Dispose();
        if (_isStopping)
            return;
        _shards[index] = Open(index);
        Start(index);
        foreach (var link in links)
            link.Report(exception);
    }

    private MediaShard<ClientMediaHandler> Open(int index) => new(
        new()
        {
            Name = $"client-{index}",
            Io = new() { Addresses = [], ReceiveBufferBytes = 1 << 20, SendBufferBytes = 1 << 20 },
            OpenSockets = _openSockets,
            OnFault = fault => (fault.Peer?.Tag as LinkPeer)?.Report(fault.Exception),
        },
        _ => default);

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
