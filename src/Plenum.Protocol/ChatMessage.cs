namespace Plenum.Protocol;

/// <summary>Something said in the chat.</summary>
public sealed record ChatMessage
{
    /// <summary>Counts up from 1 in a room.</summary>
    public required long Id { get; init; }

    /// <summary>Who said it.</summary>
    public required string Participant { get; init; }

    /// <summary>The name at that moment: the participant may be gone when this is read.</summary>
    public required string Name { get; init; }

    /// <summary>What was said. Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
