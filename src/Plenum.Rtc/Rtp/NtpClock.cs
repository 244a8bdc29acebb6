namespace Plenum.Rtc.Rtp;

/// <summary>Ties the caller's monotonic clock to the wall clock that RTCP speaks of.</summary>
/// <param name="Origin">The wall clock time at <see cref="Timestamp.Zero"/>.</param>
public readonly record struct NtpClock(NtpTime Origin)
{
    /// <summary>The wall clock time at a point of the monotonic clock.</summary>
    public NtpTime At(Timestamp now) => Origin + (now - Timestamp.Zero);
}
