namespace Plenum.Rtc.Sctp;

/// <summary>A transmission sequence number, compared by serial number arithmetic (RFC 1982, RFC 9260 section 1.6).</summary>
internal readonly record struct Tsn(uint Value)
{
    public Tsn Next => new(Value + 1);

    public Tsn Previous => new(Value - 1);

    /// <summary>How far this is behind another one; negative when it is before.</summary>
    public int Since(Tsn other) => (int)(Value - other.Value);

    public static Tsn operator +(Tsn tsn, int distance) => new(tsn.Value + (uint)distance);

    public static bool operator <(Tsn left, Tsn right) => left.Since(right) < 0;

    public static bool operator >(Tsn left, Tsn right) => left.Since(right) > 0;

    public static bool operator <=(Tsn left, Tsn right) => left.Since(right) <= 0;

    public static bool operator >=(Tsn left, Tsn right) => left.Since(right) >= 0;

    public static Tsn Max(Tsn left, Tsn right) => left > right ? left : right;
}
