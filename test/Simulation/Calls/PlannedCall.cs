using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;
using Plenum.Simulation.Tests.Sfu;

namespace Plenum.Simulation.Tests.Calls;

/// <summary>
/// A whole call in virtual time: the shipped room, the shipped glue between it and the media, the shipped SFU, and
/// clients that do what the plan says, as the SDK does.
/// </summary>
internal sealed class PlannedCall : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Dictionary<ParticipantId, PlannedCaller> _callers = [];
    private readonly RoomMedia _media;
    private readonly ToldEvents _told = new();
    private byte _lastNumber;
    private long _lastConnection;

    public PlannedCall(int seed, RoomSettings settings, LinkProfile profile)
    {
        World = new SimulatedWorld(seed) { Network = { DefaultProfile = profile } };
        Sfu = new SimulatedSfu(World);
        Room = new Room(RoomName.Parse("call"), settings, Now, _told);
        _media = new RoomMedia(Sfu.Node.OpenRoom, Room, Notify, static () => { });
        World.Every(TimeSpan.FromMilliseconds(20), Turn);
        World.Every(TimeSpan.FromMilliseconds(40), () => Send(static caller => caller.SendFrame()));
        World.Every(TimeSpan.FromMilliseconds(20), () => Send(static caller => caller.SendSound()));
    }

    public SimulatedWorld World { get; }

    public SimulatedSfu Sfu { get; }

    public Room Room { get; }

    public IReadOnlyCollection<PlannedCaller> Callers => _callers.Values;

    private DateTimeOffset Now => Start.AddMicroseconds(World.Now.Microseconds);

    public PlannedCaller Join()
    {
        var caller = new PlannedCaller(this, ++_lastNumber);
        _callers.Add(caller.Id, caller);
        caller.Signaling = new(++_lastConnection);
        Do(caller, new RoomCommand.Join(caller.Id, caller.Signaling.Value)
        {
            Identity = Identity.Of(caller.Id),
            Name = caller.Id.Value,
            Publications = [new(Cid.Parse("camera"), TrackSource.Camera, false, 1280, 720), new(Cid.Parse("microphone"), TrackSource.Microphone)],
        });
        return caller;
    }

    public void Leave(PlannedCaller caller)
    {
        Do(caller, new RoomCommand.Leave(caller.Id));
        _callers.Remove(caller.Id);
        World.After(TimeSpan.FromSeconds(1), caller.Dispose);
    }

    /// <summary>The signalling of somebody is gone for a while; the media goes on.</summary>
    public void Drop(PlannedCaller caller, TimeSpan gone)
    {
        Do(caller, new RoomCommand.Detach(caller.Id, caller.Signaling!.Value));
        caller.Signaling = null;
        World.After(gone, () =>
        {
            if (!_callers.ContainsKey(caller.Id))
                return;
            caller.Signaling = new(++_lastConnection);
            Do(caller, new RoomCommand.Resume(caller.Id, caller.Signaling.Value, caller.LastSeq));
            _media.Remind(caller.Id);
        });
    }

    /// <summary>What the room's owner does with a command.</summary>
    public void Do(PlannedCaller caller, RoomCommand command)
    {
        var outcome = Room.Handle(command, Now);
        if (outcome.Reply is RoomReply.Welcome welcome)
            caller.Know(welcome);
        Apply(outcome.Effects);
        _media.Settle();
    }

    public OfferResult? Answer(MediaRequest.Offer offer)
    {
        var result = _media.Answer(offer);
        World.After(TimeSpan.Zero, _media.Settle);
        return result;
    }

    public void Dispose()
    {
        foreach (var caller in _callers.Values)
            caller.Dispose();
        Sfu.Dispose();
    }

    private void Turn()
    {
        _media.TakeEvents();
        if (Room.NextDeadline is { } deadline && deadline.At <= Now)
            Apply(Room.Tick(Now));
        _media.Settle();
        Send(static caller =>
        {
            if (caller.Signaling is not null)
                caller.Attend();
        });
    }

    private void Send(Action<PlannedCaller> what)
    {
        foreach (var caller in _callers.Values.ToList())
            what(caller);
    }

    private void Apply(RoomEffects effects)
    {
        foreach (var delivery in effects.Deliveries)
            _callers.GetValueOrDefault(delivery.To)?.Hear(delivery.Seq, delivery.Event ?? _told[delivery.Entry]);
    }

    /// <summary>Behind the reply and the events of the same moment, and a way through the network later.</summary>
    private void Notify(ParticipantId to, MediaNotice notice) => World.After(
        TimeSpan.FromMilliseconds(20),
        () =>
        {
            if (_callers.GetValueOrDefault(to) is { Signaling: not null } caller)
                caller.Hear(notice);
        });
}
