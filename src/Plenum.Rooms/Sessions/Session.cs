namespace Plenum.Rooms;

/// <summary>One participant's line to the room: the connection, if there is one, and the events sent on it.</summary>
internal sealed class Session(ParticipantId participant, ConnectionId connection, EventLog log)
{
    public ParticipantId Participant { get; } = participant;

    public EventLog Log { get; } = log;

    /// <summary>Whether it is told of what happens; some clients have no way to hear of it.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>Null during the grace.</summary>
    public ConnectionId? Connection { get; private set; } = connection;

    /// <summary>When the participant is given up; null while there is a connection.</summary>
    public DateTimeOffset? GraceEnds { get; private set; }

    public bool IsConnected => Connection is not null;

    public void Attach(ConnectionId connection) => (Connection, GraceEnds) = (connection, null);

    public void Detach(DateTimeOffset graceEnds) => (Connection, GraceEnds) = (null, graceEnds);

    public bool IsGivenUp(DateTimeOffset now) => GraceEnds <= now;
}
