namespace Plenum.Rooms;

/// <summary>Who is in the room, in the order of coming in. The facts that a topology looks at.</summary>
internal sealed class Roster
{
    private readonly List<Participant> _participants = [];
    private readonly Dictionary<ParticipantId, Participant> _byId = [];
    private ParticipantState[]? _states = [];

    public IReadOnlyList<Participant> All => _participants;

    public int Count => _participants.Count;

    /// <summary>How many only watch.</summary>
    public int Audience { get; private set; }

    /// <summary>How many could be linked with each other in a mesh.</summary>
    public int Linkable => _participants.Count(participant => participant.State.Reach == Reach.Any);

    /// <summary>Everybody's state at this moment; the array does not change afterwards.</summary>
    public IReadOnlyList<ParticipantState> States => _states ??= [.. _participants.Select(participant => participant.State)];

    public bool HasModerator => _participants.Exists(participant => participant.Moderates);

    public Participant? Find(ParticipantId id) => _byId.GetValueOrDefault(id);

    public void Add(Participant participant)
    {
        _participants.Add(participant);
        _byId.Add(participant.Id, participant);
        Audience += participant.State.Audience ? 1 : 0;
        _states = null;
    }

    public void Remove(Participant participant)
    {
        _participants.Remove(participant);
        _byId.Remove(participant.Id);
        Audience -= participant.State.Audience ? 1 : 0;
        _states = null;
    }

    public void Set(Participant participant, ParticipantState state)
    {
        participant.State = state;
        _states = null;
    }

    public void Clear()
    {
        _participants.Clear();
        _byId.Clear();
        Audience = 0;
        _states = [];
    }
}
