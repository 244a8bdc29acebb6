namespace Plenum.Engine.Sfu;

/// <summary>One connection between a client and the SFU, unique among all that a node ever had.</summary>
/// <param name="Value">The text, as it stands in signalling.</param>
public readonly record struct ConnectionKey(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
