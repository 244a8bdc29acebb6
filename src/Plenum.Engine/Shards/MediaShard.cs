using Plenum.Engine.Io;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Shards;

/// <summary>
/// The loop of a shard: take what was posted and received, give each datagram to its peer and each media packet to the
/// handler, run what is due, send all of it, wait.
/// </summary>
/// <typeparam name="THandler">What is done with media; a readonly struct, so that its calls cost nothing.</typeparam>
public sealed class MediaShard<THandler> : Shard
    where THandler : struct, IMediaHandler
{
    private readonly ReceiveBatch _received = new();
    private readonly ShardPeer?[] _expected = new ShardPeer?[8];
    private readonly Deadlines _deadlines = new();
    private readonly THandler _handler;

    /// <summary>Opens the sockets; nothing runs before <see cref="Shard.Start"/>.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="createHandler">Makes the handler for this shard.</param>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be bound.</exception>
    public MediaShard(ShardOptions options, Func<Shard, THandler> createHandler)
        : base(options) => _handler = createHandler(this);

    private protected override void Loop()
    {
        while (!IsStopping)
        {
            var started = ShardClock.Now;
            var did = RunRound(started);
            var ended = ShardClock.Now;
            if (IsForwarding)
                LastForwarding = (ended, ended - started);
            IsForwarding = false;
            if (did)
                Counters.NoteRound(ended - started);
            else
                Io.Wait(UntilNext(ended));
        }

        foreach (var peer in Table.All.ToList())
            End(peer);
        Sender.Flush();
    }

    /// <summary>When a round is due though nothing was posted or received.</summary>
    internal Timestamp NextDeadline => Timestamp.Min(_deadlines.Next, _handler.NextDeadline);

    /// <summary>One round; false when there was nothing to do. The loop's, or a simulation's that has no thread.</summary>
    internal bool RunRound(Timestamp now)
    {
        Now = now;
        TakeMail();
        var count = Io.Receive(_received);
        Counters.Datagrams += count;
        for (var index = 0; index < count; index++)
        {
            if (index % _expected.Length == 0)
                Prefetch(index, Math.Min(count - index, _expected.Length));
            Dispatch(_received[index], now);
        }

        var due = RunDue(now);
        var touched = SettleTouched(now);
        Sender.Flush();
        return count > 0 || due || touched;
    }

    /// <inheritdoc />
    internal override void Fail(ShardPeer peer, Exception exception)
    {
        if (peer.IsGone)
            return;
        Counters.Faults++;
        Options.OnFault(new(Options.Name, peer, exception));
        End(peer);
    }

    /// <summary>
    /// Asks for what belongs to the peers of the next datagrams, which are mostly feedback of as many receivers: for all of
    /// them the next thing, so that they come from memory together.
    /// </summary>
    private void Prefetch(int first, int count)
    {
        if (count == 1)
            return;
        var expected = _expected.AsSpan(0, count);
        for (var index = 0; index < count; index++)
        {
            var datagram = _received[first + index];
            expected[index] = Table.ByAddress(datagram.Socket, datagram.Remote);
            Rtc.Prefetch.Object(expected[index], 2);
        }

        foreach (var peer in expected)
            Rtc.Prefetch.Object(peer?.Peer, 4);
        for (var level = 0; level < Peer.PrefetchLevels; level++)
        {
            foreach (var peer in expected)
                peer?.Peer.PrefetchReceiving(level);
        }
    }

    private void Dispatch(in ReceivedDatagram datagram, Timestamp now)
    {
        var bytes = _received.Bytes(datagram);
        var isStun = Demultiplexer.Classify(bytes) == PacketKind.Stun;
        if (Find(datagram, bytes, isStun) is not { } peer)
        {
            Counters.CountUnknown(isStun);
            return;
        }

        try
        {
            ArrivedAt = datagram.Arrival == default ? now : datagram.Arrival;
            var path = new TransportPath(Io.Locals[datagram.Socket], datagram.Remote);
            // By the time it arrived: what it waited here since is not the path's, and must not look like it in feedback.
            if (peer.Peer.Receive(bytes, path, ArrivedAt, out var packet))
                _handler.OnRtp(peer, packet, now);
            if (isStun && peer.Peer.IsValidated(path))
                Table.Learn(peer, datagram.Socket, datagram.Remote);
            Touch(peer);
        }
        catch (Exception exception)
        {
            Fail(peer, exception);
        }
    }

    /// <summary>A check finds its peer by name, even where another had the address before; all else by address.</summary>
    private ShardPeer? Find(in ReceivedDatagram datagram, ReadOnlySpan<byte> bytes, bool isStun) =>
        Table.BySocket(datagram.Socket)
        ?? (isStun ? Table.ByFragment(bytes) : null)
        ?? Table.ByAddress(datagram.Socket, datagram.Remote);

    private bool RunDue(Timestamp now)
    {
        var did = false;
        while (_deadlines.TryTakeDue(now, out var handle))
        {
            did = true;
            if (Table.ByHandle(handle) is not { } peer)
                continue;
            try
            {
                peer.Peer.Tick(now);
                Touch(peer);
            }
            catch (Exception exception)
            {
                Fail(peer, exception);
            }
        }

        if (_handler.NextDeadline > now)
            return did;
        _handler.Tick(now);
        return true;
    }

    /// <summary>Once per round and peer, however many datagrams it had: what happened, and when it is due next.</summary>
    private bool SettleTouched(Timestamp now)
    {
        // Settling one peer may touch another, which is then behind it in the list.
        for (var index = 0; index < Touched.Count; index++)
        {
            var peer = Touched[index];
            peer.IsTouched = false;
            if (peer.IsGone)
                continue;
            try
            {
                TakeEvents(peer, now);
                if (!peer.IsGone)
                    _deadlines.Set(peer.Handle, peer.DueAt = peer.Peer.NextDeadline.At);
            }
            catch (Exception exception)
            {
                Fail(peer, exception);
            }
        }

        var any = Touched.Count > 0;
        Touched.Clear();
        return any;
    }

    private void TakeEvents(ShardPeer peer, Timestamp now)
    {
        while (peer.Peer.TryTakeNack(out var missing))
            _handler.OnNack(peer, missing, now);
        while (peer.Peer.TryTakeEvent(out var happened))
        {
            if (happened is PeerEvent.RouteChanged changed)
                peer.Socket = Sender.SocketOf(changed.Route.Path.Local);
            _handler.OnEvent(peer, happened, now);
            if (happened is PeerEvent.Closed)
                Forget(peer);
        }
    }

    private void End(ShardPeer peer)
    {
        try
        {
            peer.Peer.Close();
            TakeEvents(peer, Now);
        }
        catch (Exception exception)
        {
            Counters.Faults++;
            Options.OnFault(new(Options.Name, peer, exception));
        }
        finally
        {
            Forget(peer);
        }
    }

    private void Forget(ShardPeer peer)
    {
        if (peer.IsGone)
            return;
        peer.IsGone = true;
        Counters.Drops.Add(peer.Peer.Drops);
        _deadlines.Set(peer.Handle, Timestamp.Never);
        Table.Remove(peer);
        CloseSockets(peer);
    }

    private TimeSpan UntilNext(Timestamp now)
    {
        var next = NextDeadline;
        if (next <= now)
            return TimeSpan.Zero;
        return next == Timestamp.Never ? TimeSpan.FromSeconds(60) : next - now;
    }
}
