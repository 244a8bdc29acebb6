namespace Plenum.Engine.Sfu;

/// <summary>A publication of a room, in the control plane's words.</summary>
/// <param name="Value">The text; unique in its room.</param>
public readonly record struct PublicationKey(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
