using System.Security.Cryptography;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Engine.Sfu.State;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.OpenSsl;

namespace Plenum.Engine.Sfu;

/// <summary>
/// The media plane of a process: a few shards, each a thread with a UDP port of its own, and rooms on them. Any thread
/// may call it.
/// </summary>
public sealed class SfuNode : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SfuRuntime _runtime;
    private readonly SfuHost?[] _hosts;
    private bool _isStopping;

    internal SfuNode(SfuOptions options, SfuRuntime runtime, int shards)
    {
        Options = options;
        _runtime = runtime;
        _hosts = new SfuHost?[shards];
        var ports = new SfuPorts(options, SfuAddresses.Find(options.Addresses));
        try
        {
            for (var index = 0; index < shards; index++)
            {
                var name = $"media-{index}";
                _hosts[index] = ports.Open(addresses => new SfuHost(name, addresses, options, runtime));
            }
        }
        catch
        {
            foreach (var host in _hosts)
                host?.Dispose();
            throw;
        }
    }

    /// <summary>What it was made with.</summary>
    public SfuOptions Options { get; }

    internal IEnumerable<SfuHost> Hosts
    {
        get
        {
            lock (_lock)
                return [.. _hosts.OfType<SfuHost>()];
        }
    }

    /// <summary>Opens the ports and starts the shards.</summary>
    /// <exception cref="SfuStartException">An address or port is not to be had.</exception>
    public static SfuNode Start(SfuOptions options)
    {
        var crypto = new OpenSslCryptoProvider();
        var runtime = new SfuRuntime
        {
            Crypto = crypto,
            Certificate = crypto.GenerateCertificate(),
            Entropy = new SystemEntropy(),
            WallClock = ShardClock.WallClock,
        };
        var node = new SfuNode(options, runtime, options.Shards > 0 ? options.Shards : Environment.ProcessorCount);
        foreach (var host in node.Hosts)
            node.Run(host);
        return node;
    }

    /// <summary>
    /// Opens a room on the shard that has the fewest connections; when it has many, it comes to others as well. Where no shard lives any more its offers are refused
    /// as <see cref="SfuRefusal.Unavailable"/>.
    /// </summary>
    /// <param name="name">For logs and figures; the caller keeps names apart.</param>
    /// <param name="listener">Hears what happens in it.</param>
    public SfuRoom OpenRoom(string name, ISfuListener listener)
    {
        var home = Hosts.MinBy(host => (host.RefusesJoins, host.Shard.PeerCount, host.RoomCount));
        return new SfuRoom(name, listener, this, home);
    }

    /// <summary>Whether every shard has so much to do that nobody new should come. Rooms that are open know theirs.</summary>
    public bool RefusesJoins => Hosts.All(host => host.RefusesJoins);

    /// <summary>How many connections there are.</summary>
    public int ConnectionCount => Hosts.Sum(host => host.Shard.PeerCount);

    /// <summary>
    /// Describes what the node is doing. Each shard answers between two rounds of its loop, which costs media a moment:
    /// ask once a second at most. A shard that has died meanwhile is left out.
    /// </summary>
    public async Task<SfuState> DescribeAsync()
    {
        var shards = await Task.WhenAll(Hosts.Select(host => host.DescribeAsync())).ConfigureAwait(false);
        return new SfuState([.. shards.OfType<SfuShardState>()]);
    }

    /// <summary>Says goodbye to every client, ends the shards and closes the ports. Further calls do nothing.</summary>
    public async Task StopAsync()
    {
        lock (_lock)
        {
            if (_isStopping)
                return;
            _isStopping = true;
        }

        await Task.WhenAll(Hosts.Select(host => host.Shard.StopAsync())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var host in Hosts)
            host.Dispose();
        _runtime.Certificate.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private void Run(SfuHost host)
    {
        host.Shard.Start();
        _ = host.Shard.Ended.ContinueWith(
            _ => Replace(host),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    /// <summary>A shard has died: another one takes its port, and its rooms hear that they must be opened anew.</summary>
    private void Replace(SfuHost dead)
    {
        var addresses = dead.Shard.Locals;
        dead.Dispose();
        lock (_lock)
        {
            var place = Array.IndexOf(_hosts, dead);
            _hosts[place] = _isStopping ? null : TryOpen(dead.Shard.Name, addresses);
            if (_hosts[place] is { } host)
                Run(host);
        }

        dead.LoseRooms();
    }

    private SfuHost? TryOpen(string name, IReadOnlyList<TransportAddress> addresses)
    {
        try
        {
            return new SfuHost(name, addresses, Options, _runtime);
        }
        catch (System.Net.Sockets.SocketException refusal)
        {
            Options.OnFault(new(name, null, EndsShard: true, refusal));
            return null;
        }
    }

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
