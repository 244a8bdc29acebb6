namespace Plenum.Rooms.Tests.Driver;

/// <summary>A client as the adapter sees it: a connection, the last event handled, and a view built from events alone.</summary>
internal sealed class Client(TestRoom room, ParticipantId id, string name)
{
    private readonly List<RoomEvent> _unread = [];
    private readonly HashSet<ConnectionId> _finished = [];

    public ParticipantId Id => id;

    public Identity Identity { get; init; } = Identity.Of(id);

    public string Name => name;

    public ConnectionId? Connection { get; private set; }

    /// <summary>The connection is dead, but the room has not noticed: what it sends is lost.</summary>
    public bool IsDeaf { get; set; }

    public long LastSeq { get; private set; }

    public View? View { get; private set; }

    /// <summary>The newest claims, as in the resume token.</summary>
    public SessionClaims? Claims { get; private set; }

    public CloseReason? Closed { get; private set; }

    public bool IsWaiting => View is null && Connection is not null;

    /// <summary>Events since the last <see cref="Read"/>.</summary>
    public IReadOnlyList<RoomEvent> Unread => _unread;

    public ParticipantState State => room.Room.Participants.Single(participant => participant.Id == id);

    public RoomReply Try(Func<ParticipantId, RoomCommand> command) => room.Do(command(id)).Reply;

    /// <summary>Does it, or the test fails.</summary>
    public Client Does(Func<ParticipantId, RoomCommand> command)
    {
        Assert.IsType<RoomReply.Done>(Try(command));
        return this;
    }

    public RoomError IsRefused(RoomErrorCode code, Func<ParticipantId, RoomCommand> command)
    {
        var error = Assert.IsType<RoomReply.Refused>(Try(command)).Error;
        Assert.Equal(code, error.Code);
        Assert.NotEmpty(error.Message);
        return error;
    }

    public Client Publishes(string cid, TrackSource source) =>
        Does(me => new Publish(me, new(Cid.Parse(cid), source)));

    /// <summary>Shows the first frame of every edge that is to replace another.</summary>
    public Client BringsUp()
    {
        foreach (var edge in room.Ledger.Rising.Where(edge => edge.Subscriber == id))
            Reports(edge, EdgeCondition.Up);
        return this;
    }

    public Client Reports(Edge edge, EdgeCondition condition) => Does(me => new ReportEdge(me, edge.Id, condition));

    /// <summary>The one event of this type since the last read.</summary>
    public T Heard<T>()
        where T : RoomEvent => Assert.Single(_unread.OfType<T>());

    public void HeardNothing() => Assert.Empty(_unread);

    public Client Read()
    {
        _unread.Clear();
        return this;
    }

    /// <summary>The socket breaks and the room is told.</summary>
    public Client Drops()
    {
        var connection = Connection!.Value;
        LosesConnection();
        _finished.Add(connection);
        return Does(me => new Detach(me, connection));
    }

    /// <summary>The socket breaks; the room does not know yet.</summary>
    public void LosesConnection() => (Connection, IsDeaf) = (null, false);

    /// <summary>Which ways it can take.</summary>
    public Reach Reach { get; set; }

    /// <summary>Whether it takes what others publish.</summary>
    public bool Subscribes { get; set; } = true;

    /// <summary>Whose publications it takes.</summary>
    public PublisherFilter Watches { get; set; } = PublisherFilter.Everybody;

    /// <summary>Whether it only watches.</summary>
    public bool Audience { get; set; }

    /// <summary>Whether the server takes nobody new.</summary>
    public bool IsServerFull { get; set; }

    public RoomReply TriesToJoin(Role? role = null, Grants? grants = null, params TrackSource[] publishing) =>
        Connects(connection => new Join(id, connection)
        {
            Identity = Identity,
            Name = name,
            Role = role,
            Grants = grants,
            Publications = Tracks(publishing),
            Reach = Reach,
            Subscribes = Subscribes,
            Watches = Watches,
            Audience = Audience,
            IsServerFull = IsServerFull,
        });

    public RoomError IsRefusedAtTheDoor(RoomErrorCode code, Role? role = null)
    {
        var error = Assert.IsType<RoomReply.Refused>(TriesToJoin(role)).Error;
        Assert.Equal(code, error.Code);
        return error;
    }

    /// <summary>Comes back after a restart with its token.</summary>
    public RoomReply Restores(params TrackSource[] publishing) =>
        Connects(connection => new Restore(Claims!, connection) { Publications = Tracks(publishing) });

    public RoomReply Resumes(long? lastSeq = null) =>
        Connects(connection => new Resume(id, connection, lastSeq ?? LastSeq));

    /// <summary>Sends a command that takes a new connection, and keeps the connection if it was let in.</summary>
    public RoomReply Connects(Func<ConnectionId, RoomCommand> command)
    {
        var before = (Connection, IsDeaf);
        (Connection, IsDeaf) = (room.NextConnection(), false);
        return room.Do(command(Connection.Value), onReply: Take).Reply;

        void Take(RoomReply reply)
        {
            if (reply is RoomReply.Refused)
                (Connection, IsDeaf) = before;
            else
                Remember(reply);
        }
    }

    public void Receive(Delivery delivery, RoomEvent told)
    {
        Assert.DoesNotContain(delivery.Connection, _finished);
        if (delivery.Connection != Connection || IsDeaf)
            return;
        Assert.Equal(LastSeq + 1, delivery.Seq);
        LastSeq = delivery.Seq;
        _unread.Add(told);
        if (told is RoomEvent.SessionRenewed renewed)
            Claims = renewed.Session;
        if (told is RoomEvent.Admitted admitted)
            View = new(id, admitted.Snapshot, room.Room.Settings.ChatHistory);
        else if (View is null)
            Assert.Fail($"Who waits is not told {told}");
        else
            View.Apply(told);
    }

    public void Receive(RoomClosing.OfConnection close)
    {
        Assert.True(_finished.Add(close.Connection), $"{close} comes twice");
        if (close.Connection == Connection)
            (Closed, Connection) = (close.Reason, null);
    }

    private static TrackSpec[] Tracks(TrackSource[] sources) =>
        [.. sources.Select((source, i) => new TrackSpec(Cid.Parse($"t{i}"), source))];

    private void Remember(RoomReply reply)
    {
        switch (reply)
        {
            case RoomReply.Welcome welcome:
                (LastSeq, Claims) = (welcome.Seq, welcome.Session);
                View = new(id, welcome.Snapshot, room.Room.Settings.ChatHistory);
                break;
            case RoomReply.Waiting waiting:
                (LastSeq, Claims, View) = (waiting.Seq, waiting.Session, null);
                break;
            case RoomReply.Resumed resumed:
                Claims = resumed.Session;
                break;
        }
    }
}
