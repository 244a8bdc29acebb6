using Plenum.Engine.Sfu.Mirroring;
using Plenum.Engine.Shards;
using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// What one shard's thread knows of the SFU: its rooms, when each is due, and the memory that they share. What others
/// want of a room is posted, and a bug in one room ends that room alone.
/// </summary>
internal sealed class SfuCore(Shard shard, SfuOptions options, SfuRuntime runtime)
{
    private readonly List<ForwardingRoom?> _rooms = [];
    private readonly Stack<int> _freeNumbers = new();
    private readonly Deadlines _deadlines = new();
    private readonly List<ForwardingRoom> _waiting = [];
    private readonly List<BranchLink> _written = [];
    private Timestamp _forwardAt = Timestamp.Never;

    public Shard Shard => shard;

    public SfuOptions Options => options;

    public PacketPool Pool { get; } = new(options.PacketsKept);

    /// <summary>The clients whose packets are spread over time.</summary>
    public PacedConnections Paced { get; } = new();

    /// <summary>Memory for what waits at their pace.</summary>
    public HeldPackets Held { get; } = new();

    public Timestamp NextDeadline => _written.Count > 0
        ? Timestamp.Zero
        : Timestamp.Min(Timestamp.Min(_forwardAt, Load.Due), Timestamp.Min(_deadlines.Next, Paced.NextDeadline));

    /// <summary>How much there is to do.</summary>
    public ShardLoad Load { get; } = new();

    /// <summary>What rooms that are closed have dropped; the others keep their own.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>Packets of slots that are gone; the others keep their own.</summary>
    public (long Forwarded, long Repeated) Ended { get; private set; }

    /// <summary>Key frames asked for.</summary>
    public long KeyFramesRequested { get; set; }

    public IEnumerable<ForwardingRoom> Rooms => _rooms.OfType<ForwardingRoom>();

    /// <summary>Does something with a room on the shard's thread. Any thread may call it.</summary>
    public void Post(ForwardingRoom room, Action<Timestamp> action) => shard.Post(Prepare(room, (_, now) => action(now)));

    /// <summary>What does something with a room when it is posted to the shard, as often as it is posted.</summary>
    public Action Prepare(ForwardingRoom room, Action<ForwardingRoom, Timestamp> action) => () => Run(room, action);

    /// <summary>Puts a room on the shard.</summary>
    public void Open(ForwardingRoom room) => shard.Post(() =>
    {
        if (!_freeNumbers.TryPop(out var number))
        {
            number = _rooms.Count;
            _rooms.Add(null);
        }

        _rooms[number] = room;
        room.Number = number;
        Load.Watch(shard.Now);
        Run(room, Shed);
    });

    /// <summary>Ends a room and its connections.</summary>
    public void Close(ForwardingRoom room) => shard.Post(() => Remove(room));

    /// <summary>Waits for nothing: passes on what a room has told, and notes when it is due.</summary>
    public void Settle(ForwardingRoom room, Timestamp now)
    {
        room.TakeEvents(now);
        if (room.Number >= 0)
            _deadlines.Set(room.Number, room.NextDeadline);
    }

    /// <summary>
    /// A room has packets to forward: when all that was received is known, it is told to, but not before
    /// <see cref="Gathering"/> has ended.
    /// </summary>
    public void NoteWaiting(ForwardingRoom room)
    {
        if (room.IsWaiting)
            return;
        if (_waiting.Count == 0)
            _forwardAt = Gathering.Until(shard.LastForwarding.EndedAt, shard.LastForwarding.Took);
        room.IsWaiting = true;
        _waiting.Add(room);
    }

    /// <summary>Packets for another branch of a room were written: it is told when all that was received is known.</summary>
    public void NoteWritten(BranchLink link)
    {
        if (link.IsWritten)
            return;
        link.IsWritten = true;
        _written.Add(link);
    }

    public void Tick(Timestamp now)
    {
        // First, for forwarding takes its time, and the other shards have theirs.
        foreach (var link in _written)
            link.Signal();
        _written.Clear();
        if (_forwardAt <= now)
            Forward();
        Paced.Tick(now, this);
        MeasureLoad(now);
        while (_deadlines.TryTakeDue(now, out var number))
        {
            if (_rooms[number] is { } room)
                Run(room, static (due, at) => due.Tick(at));
        }
    }

    /// <summary>Makes the peer of a connection, to be told what was agreed.</summary>
    public ShardPeer AddPeer(NegotiatedSession session, Timestamp now)
    {
        var ice = new IceLiteAgent(session.LocalCredentials, shard.Sender, now);
        var peer = new Peer(
            new()
            {
                Crypto = runtime.Crypto,
                Entropy = runtime.Entropy,
                Certificate = runtime.Certificate,
                WallClock = runtime.WallClock,
                AllowsReducedSizeRtcp = session.Media.All(media => media.IsRejected || media.UsesReducedSizeRtcp),
                Congestion = options.Congestion,
            },
            ice);
        return shard.Add(peer, ice);
    }

    /// <summary>A slot is gone.</summary>
    public void NoteEnd(OutboundLine line) => Ended =
        (Ended.Forwarded + line.Slot.PacketsForwarded, Ended.Repeated + line.Slot.PacketsRepeated);

    /// <summary>
    /// A bug has come up that is one connection's: it ends, soon, for its room is at work.
    /// </summary>
    public void Fail(SfuConnection connection, Exception bug) => shard.Post(() => shard.Fail(connection.Peer, bug));

    private void Forward()
    {
        shard.NoteForwarding();
        _forwardAt = Timestamp.Never;
        foreach (var room in _waiting)
        {
            room.IsWaiting = false;
            Run(room, static (waiting, at) => waiting.Forward(at));
        }

        _waiting.Clear();
    }

    private void MeasureLoad(Timestamp now)
    {
        if (Load.Due > now)
            return;
        var hasChanged = Load.Measure(shard, now);
        if (_freeNumbers.Count == _rooms.Count)
            Load.Rest();
        if (!hasChanged)
            return;
        foreach (var room in Rooms.ToList())
            Run(room, Shed);
    }

    private void Shed(ForwardingRoom room, Timestamp now) => room.Shed(Load.Overload.Level, now);

    private void Run(ForwardingRoom room, Action<ForwardingRoom, Timestamp> action)
    {
        if (room.Number < 0)
            return;
        try
        {
            action(room, shard.Now);
            Settle(room, shard.Now);
        }
        catch (Exception exception)
        {
            options.OnFault(new(shard.Name, room.Name, EndsShard: false, exception));
            Remove(room);
            room.Lose();
        }
    }

    private void Remove(ForwardingRoom room)
    {
        if (room.Number < 0)
            return;
        _deadlines.Set(room.Number, Timestamp.Never);
        _rooms[room.Number] = null;
        _freeNumbers.Push(room.Number);
        room.Number = -1;
        room.Close(shard.Now);
        Drops.Add(room.Media.Drops);
    }
}
