namespace Plenum.Rtc;

/// <summary>
/// A point on the caller's monotonic clock, in microseconds since an origin of the caller's choice. Protocol code is
/// told the time; it never asks. Not a wall clock and not an RTP timestamp.
/// </summary>
/// <param name="Microseconds">Microseconds since the caller's origin.</param>
public readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>
{
    /// <summary>Later than every deadline: "nothing is due".</summary>
    public static readonly Timestamp Never = new(long.MaxValue);

    /// <summary>The caller's origin.</summary>
    public static readonly Timestamp Zero = new(0);

    /// <summary>The point <paramref name="milliseconds"/> after the caller's origin.</summary>
    public static Timestamp FromMilliseconds(double milliseconds) => new((long)(milliseconds * 1000));

    /// <summary>The earlier of two points.</summary>
    public static Timestamp Min(Timestamp left, Timestamp right) => left <= right ? left : right;

    /// <summary>Moves a point by a span. <see cref="Never"/> stays where it is.</summary>
    public static Timestamp operator +(Timestamp at, TimeSpan span) =>
        at == Never ? Never : new(at.Microseconds + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>Moves a point back by a span. <see cref="Never"/> stays where it is.</summary>
    public static Timestamp operator -(Timestamp at, TimeSpan span) =>
        at == Never ? Never : new(at.Microseconds - (span.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>The span from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static TimeSpan operator -(Timestamp left, Timestamp right) =>
        new((left.Microseconds - right.Microseconds) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether the left point is earlier.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether the left point is later.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether the left point is not later.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether the left point is not earlier.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Microseconds >= right.Microseconds;

    /// <inheritdoc />
    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    /// <inheritdoc />
    public override string ToString() => this == Never ? "never" : $"{Microseconds / 1000.0:F3} ms";
}
