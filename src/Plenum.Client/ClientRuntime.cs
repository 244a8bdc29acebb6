using System.Security.Cryptography;
using Plenum.Client.Link;
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
    private int _next;

    /// <summary>Starts the threads.</summary>
    /// <param name="shards">How many; one carries hundreds of clients.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public ClientRuntime(int shards = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        Certificate = Crypto.GenerateCertificate();
        _shards = [.. Enumerable.Range(0, shards).Select(Open)];
        foreach (var shard in _shards)
            shard.Start();
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
        foreach (var shard in _shards)
        {
            await shard.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            shard.Dispose();
        }
    }

    /// <summary>The shard for a new connection: each in its turn, but for one whose thread has died.</summary>
    internal Shard NextShard()
    {
        for (var tried = 0; tried < _shards.Length; tried++)
        {
            var shard = _shards[(uint)Interlocked.Increment(ref _next) % _shards.Length];
            if (!shard.Ended.IsCompleted)
                return shard;
        }

        throw new InvalidOperationException("The runtime is disposed, or its threads have died.");
    }

    private MediaShard<ClientMediaHandler> Open(int index) => new(
        new()
        {
            Name = $"client-{index}",
            Io = new() { Addresses = [], ReceiveBufferBytes = 1 << 20, SendBufferBytes = 1 << 20 },
            OnFault = fault => Report(_shards[index], fault),
        },
        _ => default);

    /// <summary>An exception has ended one connection, or with the thread all that were on it: their clients make new ones.</summary>
    private static void Report(Shard shard, ShardFault fault)
    {
        foreach (var peer in fault.Peer is { } one ? [one] : shard.Peers.ToList())
            (peer.Tag as LinkPeer)?.Report(fault.Exception);
    }

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
