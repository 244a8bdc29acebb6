namespace Plenum.Media.Forwarding;

/// <summary>
/// A quality of a publication. With simulcast the spatial layer is the encoding (its own stream), lowest first; with SVC
/// it is a layer within the one stream.
/// </summary>
/// <param name="Spatial">The spatial layer, 0 lowest.</param>
/// <param name="Temporal">The highest temporal layer, 0 lowest.</param>
public readonly record struct Layer(byte Spatial, byte Temporal) : IComparable<Layer>
{
    /// <summary>The most spatial layers of a publication; what claims more is refused.</summary>
    public const int MaxSpatial = 4;

    /// <summary>The most temporal layers of a publication; what claims more counts as the highest.</summary>
    public const int MaxTemporal = 4;

    /// <inheritdoc />
    public int CompareTo(Layer other) =>
        Spatial != other.Spatial ? Spatial.CompareTo(other.Spatial) : Temporal.CompareTo(other.Temporal);

    /// <summary>Whether the left layer is lower.</summary>
    public static bool operator <(Layer left, Layer right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left layer is higher.</summary>
    public static bool operator >(Layer left, Layer right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left layer is not higher.</summary>
    public static bool operator <=(Layer left, Layer right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left layer is not lower.</summary>
    public static bool operator >=(Layer left, Layer right) => left.CompareTo(right) >= 0;
}
