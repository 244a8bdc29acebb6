namespace Plenum.Rtc;

/// <summary>A synchronization source identifier (RFC 3550, section 8).</summary>
/// <param name="Value">The 32 bits as they stand in a packet, in host order.</param>
public readonly record struct Ssrc(uint Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
