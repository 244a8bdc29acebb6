namespace Plenum.LoadTest.Figures;

/// <summary>What came of one kind of streams: sound, or pictures.</summary>
/// <param name="Offered">What publishers sent, once for each who watches them; the churn left out.</param>
/// <param name="Expected">By the numbers of what came.</param>
/// <param name="Delivered">What came of those, each once.</param>
/// <param name="Lost">What never came.</param>
/// <param name="MostLostByOne">The same of the one stream where it is most.</param>
/// <param name="SilentStreams">Streams of which nothing came for the last two seconds.</param>
internal sealed record StreamFigures(long Offered, long Expected, long Delivered, long Lost, long MostLostByOne, int SilentStreams)
{
    /// <summary>By what was counted.</summary>
    public static StreamFigures Of(LineTotals totals, long offered, int silent) => new(
        offered, totals.Expected, totals.Delivered, totals.Expected - totals.Delivered, totals.MostLost, silent);
}
