using System.Text.Json.Serialization;

namespace Plenum.LoadTest.Figures;

/// <summary>How times are spread, in milliseconds.</summary>
/// <param name="P50">The median.</param>
/// <param name="P95">95 of 100 are not above it.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="P999">999 of 1000.</param>
/// <param name="Max">The longest.</param>
/// <param name="Samples">How many there were.</param>
internal sealed record Distribution(
    double? P50, double? P95, double? P99, [property: JsonPropertyName("p999")] double? P999, double? Max, long Samples)
{
    /// <summary>Reads a histogram of microseconds.</summary>
    public static Distribution Of(Histogram histogram) => new(
        Milliseconds(histogram.Percentile(0.5)),
        Milliseconds(histogram.Percentile(0.95)),
        Milliseconds(histogram.Percentile(0.99)),
        Milliseconds(histogram.Percentile(0.999)),
        histogram.Count == 0 ? null : Milliseconds(histogram.Maximum),
        histogram.Count);

    private static double? Milliseconds(long? microseconds) => microseconds / 1000.0;
}
