namespace Plenum.Rooms;

/// <summary>Whose publications somebody wants to be sent. Names identities or participant ids.</summary>
/// <param name="Only">Those of this one alone; null for everybody's.</param>
/// <param name="But">Not those of this one; null for no exception.</param>
public sealed record PublisherFilter(string? Only = null, string? But = null)
{
    /// <summary>Everybody's.</summary>
    public static readonly PublisherFilter Everybody = new();

    /// <summary>Whether somebody's publications are wanted.</summary>
    /// <param name="publisher">Somebody.</param>
    /// <returns>Whether they are.</returns>
    public bool Takes(ParticipantState publisher) =>
        (Only is null || Names(publisher, Only)) && (But is null || !Names(publisher, But));

    private static bool Names(ParticipantState publisher, string name) =>
        publisher.Identity.Value == name || publisher.Id.Value == name;
}
