namespace Plenum.Rooms;

/// <summary>Somebody in a room, chosen by the caller, unique in the room and the same over resumes: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.</summary>
public readonly record struct ParticipantId
{
    /// <summary>The longest that is accepted, in characters.</summary>
    public const int MaxLength = 64;

    private ParticipantId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Takes a text that came from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id, if the text is one.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out ParticipantId id)
    {
        var valid = IdSyntax.IsValid(text, MaxLength);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>Takes a text that the program chose itself.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The text is not one.</exception>
    public static ParticipantId Parse(string text) => new(IdSyntax.Require(text, MaxLength, nameof(ParticipantId)));

    /// <inheritdoc />
    public override string ToString() => Value;
}
