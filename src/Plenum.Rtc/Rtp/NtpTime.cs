namespace Plenum.Rtc.Rtp;

/// <summary>A wall clock time as NTP and RTCP write it: seconds since 1900 in the high 32 bits, their fraction below.</summary>
/// <param name="Value">The 64 bits.</param>
public readonly record struct NtpTime(ulong Value)
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The middle 32 bits (RFC 3550, section 4): 16 of seconds, 16 of fraction.</summary>
    public NtpShort Short => new((uint)(Value >> 16));

    /// <summary>The NTP time of a date.</summary>
    public static NtpTime From(DateTimeOffset time) => new(Scale((time - Epoch).Ticks));

    /// <summary>Moves a time forward (or back, if the span is negative).</summary>
    public static NtpTime operator +(NtpTime time, TimeSpan span) => new(time.Value + Scale(span.Ticks));

    /// <summary>The span between two times, right for spans below 68 years.</summary>
    public static TimeSpan operator -(NtpTime left, NtpTime right) =>
        new((long)(((Int128)(long)(left.Value - right.Value) * TimeSpan.TicksPerSecond) >> 32));

    private static ulong Scale(long ticks) => (ulong)(long)(((Int128)ticks << 32) / TimeSpan.TicksPerSecond);
}
