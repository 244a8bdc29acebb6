namespace Plenum.Rooms.Tests.Driver;

/// <summary>A room with clients on it, in virtual time. Every command is checked against what must hold of every room.</summary>
internal sealed class TestRoom
{
    /// <summary>A room that moves nothing by itself.</summary>
    public static readonly RoomSettings Mesh = new() { Topology = TopologyMode.Mesh };

    private readonly Dictionary<ParticipantId, Client> _clients = [];
    private KeptEvents _events;
    private long _connections;

    public TestRoom(RoomSettings? settings = null)
    {
        Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        settings ??= Mesh;
        _events = Keep(settings);
        Room = new(RoomName.Parse("standup"), settings, Now, _events);
    }

    public Room Room { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>The plan as whoever forwards media knows it.</summary>
    public PlanLedger Ledger { get; private set; } = new();

    /// <summary>What participants told of their links and themselves.</summary>
    public ReportedHealth Health { get; private set; } = new();

    /// <summary>Clients that are connected bring edges up as soon as they hear of them.</summary>
    public bool IsAttentive { get; set; }

    /// <summary>What the last command or tick brought about.</summary>
    public RoomEffects Effects { get; private set; } = new([], []);

    /// <summary>Which commands were answered how, over the lifetime of this driver.</summary>
    public HashSet<(Type Command, object Answer)> Answers { get; } = [];

    public Client Client(ParticipantId id) => _clients[id];

    public ConnectionId NextConnection() => new(++_connections);

    public static ParticipantId Id(string name) => ParticipantId.Parse(name);

    /// <summary>Somebody whose role the room decides.</summary>
    public Client Join(string name, params TrackSource[] publishing) => Join(name, null, null, publishing);

    /// <summary>Somebody whose token says what they are.</summary>
    public Client JoinAs(Role role, string name, params TrackSource[] publishing) => Join(name, role, null, publishing);

    public Client JoinWith(Grants grants, string name) => Join(name, null, grants, []);

    public Client Join(string name, Role? role, Grants? grants, TrackSource[] publishing)
    {
        var client = Visitor(name);
        Assert.IsNotType<RoomReply.Refused>(client.TriesToJoin(role, grants, publishing));
        return client;
    }

    /// <summary>Somebody outside.</summary>
    public Client Visitor(string name, string? identity = null)
    {
        Assert.True(Identity.TryParse(identity ?? name, out var who));
        return _clients[Id(name)] = new(this, Id(name), name) { Identity = who };
    }

    public RoomOutcome Do(RoomCommand command, Action<RoomReply>? onReply = null)
    {
        var before = Facts();
        var actor = Room.Participants.FirstOrDefault(participant => participant.Id == command.Actor);
        var outcome = Room.Handle(command, Now);
        if (outcome.Reply is RoomReply.Refused)
        {
            Assert.True(outcome.Effects.IsEmpty);
            Assert.Equal(before, Facts());
        }
        else if (Needed(command) is { } grant)
        {
            Assert.True(actor?.Grants.HasFlag(grant), $"{command} succeeded without {grant}");
        }

        if (outcome.Reply is not RoomReply.Refused)
            Health.Heard(command, Ledger, Room);
        Answers.Add((command.GetType(), outcome.Reply is RoomReply.Refused refused ? refused.Error.Code : outcome.Reply.GetType()));
        onReply?.Invoke(outcome.Reply);
        Dispatch(outcome.Effects);
        return outcome;
    }

    /// <summary>Time passes; the room is ticked at each of its deadlines on the way, as its owner would.</summary>
    public TestRoom Wait(TimeSpan span)
    {
        var end = Now + span;
        Attend();
        while (Room.NextDeadline is { } next && next.At <= end)
        {
            Now = next.At > Now ? next.At : Now;
            Dispatch(Room.Tick(Now));
            Attend();
            Assert.True(Room.NextDeadline is not { } after || after.At > Now, $"{next} is still due after the tick");
        }

        Now = end;
        return this;
    }

    /// <summary>The server forgets everything; clients keep their tokens.</summary>
    public TestRoom Restart(RoomSettings? settings = null)
    {
        settings ??= Room.Settings;
        _events = Keep(settings);
        Room = new(Room.State.Name, settings, Now, _events);
        (Ledger, Health) = (new(), new());
        foreach (var client in _clients.Values)
            client.LosesConnection();
        return this;
    }

    /// <summary>Everybody has read everything.</summary>
    public TestRoom AllRead()
    {
        foreach (var client in _clients.Values)
            client.Read();
        return this;
    }

    public void EverybodyBringsUp()
    {
        foreach (var client in _clients.Values.Where(client => client is { View: not null, Connection: not null, IsDeaf: false }))
            client.BringsUp();
    }

    /// <summary>A hundred bytes an event.</summary>
    private static KeptEvents Keep(RoomSettings settings) => new(settings.EventLogBytes / 100);

    private void Attend()
    {
        if (IsAttentive && !Room.IsClosed)
            EverybodyBringsUp();
    }

    /// <summary>All of it immutable: whatever changes shows as another object.</summary>
    private (object, object, object, object, RoomDeadline?) Facts() =>
        (Room.State, Room.Participants, Room.Waiting, Room.Plan, Room.NextDeadline);

    private static Grants? Needed(RoomCommand command) => command switch
    {
        HostAction => Grants.Moderate,
        Chat => Grants.Chat,
        RaiseHand or React => Grants.React,
        Rename or SetMetadata => Grants.Rename,
        Publish publish => publish.Track.Source.NeededGrant(),
        UpdatePublication or Unpublish or Signal or ReportEdge or ReportStrain => Grants.None,
        _ => null,
    };

    private void Dispatch(RoomEffects effects)
    {
        Effects = effects;
        foreach (var delivery in effects.Deliveries)
            _clients[delivery.To].Receive(delivery, delivery.Event ?? _events.Find(delivery.Entry));
        foreach (var closing in effects.Closings)
        {
            if (closing is RoomClosing.OfConnection connection)
                _clients[connection.Participant].Receive(connection);
            else
                Assert.True(Room.IsClosed);
        }

        Ledger.Follow(Room.Plan);
        Health.Follow(Room.Participants);
        Check();
    }

    private void Check()
    {
        Assert.True(Room.Participants.Count(state => !state.Audience) <= Room.State.Capacity, "more participants than places");
        Assert.True(Room.Waiting.Count <= Room.Settings.MaxWaiting, "more waiting than seats");
        Ledger.MustFit(Room);
        foreach (var client in _clients.Values.Where(client => client is { View: not null, Connection: not null, IsDeaf: false }))
            Dump.MustBeSame(Room.SnapshotFor(client.Id)!, client.View!.Snapshot);
    }
}
