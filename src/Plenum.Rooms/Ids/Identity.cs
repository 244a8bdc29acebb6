namespace Plenum.Rooms;

/// <summary>Who somebody is to the application; may be in a room more than once. Bans go by it. 1 to 256 characters.</summary>
public readonly record struct Identity
{
    /// <summary>The longest that is accepted, in characters.</summary>
    public const int MaxLength = 256;

    private Identity(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Takes a text that came from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="identity">The identity, if the text is one.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out Identity identity)
    {
        var valid = !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength;
        identity = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>The identity of somebody whom the application did not name: the participant id.</summary>
    /// <param name="participant">The participant.</param>
    /// <returns>The identity.</returns>
    public static Identity Of(ParticipantId participant) => new(participant.Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
