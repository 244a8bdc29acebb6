namespace Plenum.Rtc;

/// <summary>A rate in bits per second.</summary>
/// <param name="BitsPerSecond">Bits per second, not negative.</param>
public readonly record struct Bitrate(long BitsPerSecond) : IComparable<Bitrate>
{
    /// <summary>No bits at all.</summary>
    public static readonly Bitrate Zero = new(0);

    /// <summary>A rate given in kilobits (1000 bits) per second.</summary>
    public static Bitrate FromKilobits(double kilobits) => new((long)(kilobits * 1000));

    /// <summary>The rate at which <paramref name="bytes"/> were carried over <paramref name="span"/>.</summary>
    public static Bitrate Of(long bytes, TimeSpan span) =>
        span <= TimeSpan.Zero ? Zero : new((long)(bytes * 8 / span.TotalSeconds));

    /// <summary>How long this rate needs for <paramref name="bytes"/>; <see cref="TimeSpan.MaxValue"/> at rate zero.</summary>
    public TimeSpan TimeFor(long bytes) =>
        BitsPerSecond <= 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(bytes * 8.0 / BitsPerSecond);

    /// <summary>The larger of two rates.</summary>
    public static Bitrate Max(Bitrate left, Bitrate right) => left.BitsPerSecond >= right.BitsPerSecond ? left : right;

    /// <summary>The smaller of two rates.</summary>
    public static Bitrate Min(Bitrate left, Bitrate right) => left.BitsPerSecond <= right.BitsPerSecond ? left : right;

    /// <summary>The sum of two rates.</summary>
    public static Bitrate operator +(Bitrate left, Bitrate right) => new(left.BitsPerSecond + right.BitsPerSecond);

    /// <summary>The difference of two rates, not below zero.</summary>
    public static Bitrate operator -(Bitrate left, Bitrate right) =>
        new(Math.Max(0, left.BitsPerSecond - right.BitsPerSecond));

    /// <summary>A rate scaled by a factor.</summary>
    public static Bitrate operator *(Bitrate rate, double factor) => new((long)(rate.BitsPerSecond * factor));

    /// <summary>Whether the left rate is smaller.</summary>
    public static bool operator <(Bitrate left, Bitrate right) => left.BitsPerSecond < right.BitsPerSecond;

    /// <summary>Whether the left rate is larger.</summary>
    public static bool operator >(Bitrate left, Bitrate right) => left.BitsPerSecond > right.BitsPerSecond;

    /// <summary>Whether the left rate is not larger.</summary>
    public static bool operator <=(Bitrate left, Bitrate right) => left.BitsPerSecond <= right.BitsPerSecond;

    /// <summary>Whether the left rate is not smaller.</summary>
    public static bool operator >=(Bitrate left, Bitrate right) => left.BitsPerSecond >= right.BitsPerSecond;

    /// <inheritdoc />
    public int CompareTo(Bitrate other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    /// <inheritdoc />
    public override string ToString() => $"{BitsPerSecond / 1000.0:F0} kbit/s";
}
