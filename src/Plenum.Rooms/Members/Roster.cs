namespace Plenum.Rooms;

/// <summary>Who is in the room, in the order of coming in. The facts that a topology looks at.</summary>
internal sealed class Roster
{
    private readonly List<Participant> _participants = [];
    private readonly Dictionary<ParticipantId, Participant> _byId = [];
    private ParticipantState[]? _states = [];

    /// <summary>Everybody. A list and no interface: it is walked through with every command, and that allocates nothing.</summary>
    public List<Participant> All => _participants;

    public int Count => _participants.Count;

    /// <summary>How many have been removed.</summary>
    public long Removals { get; private set; }

    /// <summary>How many only watch.</summary>
    public int Audience { get; private set; }

    /// <summary>How many could be linked with each other in a mesh.</summary>
    public int Linkable { get; private set; }

    /// <summary>Everybody's state at this moment; the array does not change afterwards.</summary>
    public IReadOnlyList<ParticipantState> States => _states ??= [.. _participants.Select(participant => participant.State)];

    public bool HasModerator => _participants.Exists(participant => participant.Moderates);

    public Participant? Find(ParticipantId id) => _byId.GetValueOrDefault(id);

    public void Add(Participant participant)
    {
        _participants.Add(participant);
        _byId.Add(participant.Id, participant);
        Tally(participant.State, 1);
        _states = null;
    }

    public void Remove(Participant participant)
    {
        _participants.Remove(participant);
        _byId.Remove(participant.Id);
        Removals++;
        Tally(participant.State, -1);
        _states = null;
    }

    public void Set(Participant participant, ParticipantState state)
    {
        Tally(participant.State, -1);
        Tally(state, 1);
        participant.State = state;
        _states = null;
    }

    public void Clear()
    {
        Removals += _participants.Count;
        _participants.Clear();
        _byId.Clear();
        (Audience, Linkable) = (0, 0);
        _states = [];
    }

    private void Tally(ParticipantState state, int step)
    {
        Audience += state.Audience ? step : 0;
        Linkable += state.Reach == Reach.Any ? step : 0;
    }
}
