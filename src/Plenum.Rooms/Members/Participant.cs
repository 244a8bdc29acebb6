namespace Plenum.Rooms;

/// <summary>Somebody in the room: what all may know, and what only the room knows.</summary>
internal sealed class Participant(Session session, ParticipantState state)
{
    public Session Session { get; } = session;

    public ParticipantId Id => State.Id;

    /// <summary>Immutable; changed by <see cref="Roster.Set"/>.</summary>
    public ParticipantState State { get; set; } = state;

    /// <summary>A token gave the name.</summary>
    public required bool NameFixed { get; init; }

    /// <summary>A token gave the role or the grants: the room does not make this participant host by itself.</summary>
    public required bool RoleFixed { get; init; }

    /// <summary>Since when its client has not been able to carry the mesh; null: it can.</summary>
    public DateTimeOffset? StrainedSince { get; set; }

    public bool May(Grants grant) => (State.Grants & grant) == grant;

    public bool Moderates => May(Grants.Moderate);

    public Publication? Find(Cid cid)
    {
        for (var index = 0; index < State.Publications.Count; index++)
        {
            if (State.Publications[index].Id.Cid == cid)
                return State.Publications[index];
        }

        return null;
    }
}
