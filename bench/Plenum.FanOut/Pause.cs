using System.Globalization;

namespace Plenum.FanOut;

/// <summary>One time that a collection stopped every thread.</summary>
/// <param name="Start">When it began, by the time of day.</param>
/// <param name="Generation">What was collected; a part of a background collection is one of the second.</param>
/// <param name="Suspending">Milliseconds until all threads stood.</param>
/// <param name="Collecting">Milliseconds that they stood for the work itself.</param>
/// <param name="Resuming">Milliseconds until all ran.</param>
/// <param name="Marked">What kept objects alive: the roots by their kind, in bytes, and when each was done with.</param>
/// <param name="Promoted">Bytes that survived.</param>
internal sealed record Pause(
    DateTime Start, int Generation, double Suspending, double Collecting, double Resuming, IReadOnlyList<MarkedRoots> Marked, long Promoted)
{
    public double Milliseconds => Suspending + Collecting + Resuming;

    /// <summary>When threads were let go.</summary>
    public DateTime Resumed => Start.AddMilliseconds(Suspending + Collecting);

    public DateTime End => Start.AddMilliseconds(Milliseconds);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Milliseconds:F2} ms (gen{Generation}: suspending {Suspending:F2}, collecting {Collecting:F2}, resuming {Resuming:F2}; {Promoted / 1024} KiB promoted{string.Concat(Marked)})");
}
