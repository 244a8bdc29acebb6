namespace Plenum.Rtc.Rtp;

/// <summary>The middle 32 bits of an <see cref="NtpTime"/>: units of 1/65536 s, wrapping every 18 hours.</summary>
/// <param name="Value">The 32 bits.</param>
public readonly record struct NtpShort(uint Value)
{
    /// <summary>A span in the same units, cut to what 32 bits hold.</summary>
    public static NtpShort Of(TimeSpan span) =>
        new((uint)Math.Clamp(span.TotalSeconds * 65536, 0, uint.MaxValue));

    /// <summary>This value taken as a span.</summary>
    public TimeSpan ToSpan() => TimeSpan.FromSeconds(Value / 65536.0);

    /// <summary>The difference in the units of the type, modulo the wrap.</summary>
    public static NtpShort operator -(NtpShort left, NtpShort right) => new(left.Value - right.Value);
}
