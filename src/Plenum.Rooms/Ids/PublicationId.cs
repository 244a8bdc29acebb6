namespace Plenum.Rooms;

/// <summary>A track that somebody publishes: <c>{participant}.{cid}</c>.</summary>
/// <param name="Publisher">Who publishes.</param>
/// <param name="Cid">The publisher's own id of the track.</param>
public readonly record struct PublicationId(ParticipantId Publisher, Cid Cid)
{
    private const char Separator = '.';

    /// <summary>Takes a text that came from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id, if the text is one.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out PublicationId id)
    {
        id = default;
        var at = text?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        if (at < 0 || !ParticipantId.TryParse(text![..at], out var publisher) || !Cid.TryParse(text[(at + 1)..], out var cid))
            return false;
        id = new(publisher, cid);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Publisher}{Separator}{Cid}";
}
