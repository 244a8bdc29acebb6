using Plenum.Engine.Io;
using Plenum.Engine.Shards;
using Plenum.Rtc;

namespace Plenum.LoadTest.Media;

/// <summary>A thread with its share of the connections. What is not marked otherwise belongs to the thread.</summary>
internal sealed class MediaThread : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly MediaShard<LoadHandler> _shard;
    private readonly PriorityQueue<ClipSender, long> _senders = new();
    private readonly HashSet<LoadConnection> _connections = [];
    private readonly Dictionary<ClipSender, ShardPeer> _peers = [];

    /// <summary>Starts a thread.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="isLoopback">Whether all servers are on this machine, so that one socket serves all.</param>
    /// <param name="receiveOffload">Whether datagrams may come glued together.</param>
    public MediaThread(int number, bool isLoopback, bool receiveOffload)
    {
        _shard = new(
            new()
            {
                Name = $"load-{number}",
                Io = new()
                {
                    Addresses = [],
                    ReceiveOffload = receiveOffload,
                    ReceiveBufferBytes = isLoopback ? 256 << 20 : 1 << 20,
                    SendBufferBytes = isLoopback ? 16 << 20 : 1 << 20,
                },
                OpenSockets = isLoopback ? UdpIo.OpenLoopback : UdpIo.Open,
                OnFault = fault => (fault.Peer?.Tag as LoadConnection)?.Fail(fault.Exception.ToString()),
            },
            _ => new LoadHandler(this));
        IsLoopback = isLoopback;
        _shard.Start();
    }

    /// <summary>Whether one socket serves all. Any thread may ask.</summary>
    public bool IsLoopback { get; }

    /// <summary>The shard.</summary>
    public Shard Shard => _shard;

    /// <summary>What is counted here.</summary>
    public ThreadFigures Figures { get; } = new();

    /// <summary>When the next packet is due.</summary>
    public Timestamp NextSendAt => _senders.TryPeek(out _, out var at) ? new(at) : Timestamp.Never;

    /// <summary>Runs something on the thread. Any thread may call it.</summary>
    public void Post(Action action) => _shard.Post(action);

    /// <summary>Asks the thread for something. Any thread may call it.</summary>
    public async Task<T> AskAsync<T>(Func<T> function)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _shard.Post(() => answer.TrySetResult(function()));
        var first = await Task.WhenAny(answer.Task, _shard.Ended).ConfigureAwait(false);
        if (first != answer.Task)
            await _shard.Ended.ConfigureAwait(false);
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Adds a connection.</summary>
    public void Add(LoadConnection connection) => _connections.Add(connection);

    /// <summary>Removes a connection and keeps what it has counted.</summary>
    public void Remove(LoadConnection connection)
    {
        if (_connections.Remove(connection))
            connection.AddTo(Figures.Retired);
    }

    /// <summary>Sends a clip from now on.</summary>
    public void Start(ClipSender sender, ShardPeer peer)
    {
        _peers[sender] = peer;
        _senders.Enqueue(sender, sender.DueAt.Microseconds);
    }

    /// <summary>Sends what is due.</summary>
    public void SendDue(Timestamp now)
    {
        while (_senders.TryPeek(out var sender, out var at) && at <= now.Microseconds)
        {
            _senders.Dequeue();
            var peer = _peers[sender];
            if (sender.IsOver)
            {
                _peers.Remove(sender);
                continue;
            }

            sender.Send(now);
            _senders.Enqueue(sender, sender.DueAt.Microseconds);
            _shard.Touch(peer);
        }
    }

    /// <summary>Figures are taken from now on.</summary>
    /// <param name="isChurn">Whether how people came before counts no more.</param>
    public void BeginHold(bool isChurn)
    {
        Figures.IsHolding = true;
        Figures.Delay.Clear();
        if (isChurn)
        {
            Figures.FirstPacket.Clear();
            Figures.FirstKeyFrame.Clear();
        }

        _ = _shard.Counters.TakeLongestRound();
        foreach (var connection in _connections)
            connection.BeginHold();
    }

    /// <summary>Figures are taken until now.</summary>
    public void EndHold()
    {
        Figures.IsHolding = false;
        Figures.LongestRound = _shard.Counters.TakeLongestRound();
        foreach (var connection in _connections)
            connection.EndHold();
    }

    /// <summary>Adds what is counted here.</summary>
    public void AddTo(ThreadSnapshot snapshot)
    {
        snapshot.Packets += Figures.Packets;
        snapshot.Bytes += Figures.Bytes;
        snapshot.Totals.Add(Figures.Retired);
        snapshot.FirstPacket.Add(Figures.FirstPacket);
        snapshot.FirstKeyFrame.Add(Figures.FirstKeyFrame);
        snapshot.Delay.Add(Figures.Delay);
        snapshot.RecentDelay.Add(Figures.RecentDelay);
        Figures.RecentDelay.Clear();
        foreach (var connection in _connections)
            connection.AddTo(snapshot, _shard.Now - Silence);
        snapshot.Overflows += _shard.IoCounters.ReceiveOverflows;
        snapshot.Faults += _shard.Counters.Faults;
        snapshot.LongestRound = Figures.LongestRound > snapshot.LongestRound ? Figures.LongestRound : snapshot.LongestRound;
        foreach (var (profile, count) in Figures.Protections)
            snapshot.Protections[profile] = snapshot.Protections.GetValueOrDefault(profile) + count;
        snapshot.ReceiveBufferBytes = _shard.IoCounters.ReceiveBufferBytes;
    }

    /// <inheritdoc />
    public void Dispose() => _shard.Dispose();
}
