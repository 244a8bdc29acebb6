namespace Plenum.Rooms;

/// <summary>The publisher's own id of a track, unique among its tracks: 1 to 32 of <c>A-Z a-z 0-9 _ -</c>.</summary>
public readonly record struct Cid
{
    /// <summary>The longest that is accepted, in characters.</summary>
    public const int MaxLength = 32;

    private Cid(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Takes a text that came from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id, if the text is one.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out Cid id)
    {
        var valid = IdSyntax.IsValid(text, MaxLength);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>Takes a text that the program chose itself.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The text is not one.</exception>
    public static Cid Parse(string text) => new(IdSyntax.Require(text, MaxLength, nameof(Cid)));

    /// <inheritdoc />
    public override string ToString() => Value;
}
