namespace Plenum.Rooms;

/// <summary>Two participants, whichever is named first.</summary>
public readonly record struct ParticipantPair
{
    /// <summary>Makes a pair.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    public ParticipantPair(ParticipantId one, ParticipantId other) =>
        (First, Second) = string.CompareOrdinal(one.Value, other.Value) <= 0 ? (one, other) : (other, one);

    /// <summary>The one whose id comes first.</summary>
    public ParticipantId First { get; }

    /// <summary>The other.</summary>
    public ParticipantId Second { get; }

    /// <summary>Whether somebody is one of the two.</summary>
    /// <param name="participant">Somebody.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(ParticipantId participant) => First == participant || Second == participant;
}
