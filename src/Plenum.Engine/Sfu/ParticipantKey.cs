namespace Plenum.Engine.Sfu;

/// <summary>A participant of a room, in the control plane's words.</summary>
/// <param name="Value">The text; unique in its room.</param>
public readonly record struct ParticipantKey(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
