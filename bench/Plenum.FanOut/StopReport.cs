using System.Globalization;

namespace Plenum.FanOut;

/// <summary>What collections did to the shard: how long each stopped it, and how that divides.</summary>
internal static class StopReport
{
    private const double Bar = 2;

    public static void Print(IReadOnlyList<Pause> pauses, IReadOnlyList<Standstill> standstills)
    {
        // What of a pause is left for the shard to wait for: it may run before the collecting thread has told that all do.
        var stops = pauses
            .Select(pause => (Stop: standstills.Select(standstill => standstill.By(pause)).MaxBy(stop => stop.Milliseconds), Pause: pause))
            .Where(found => found.Stop.Milliseconds > 0)
            .OrderBy(found => found.Stop.Milliseconds)
            .ToList();
        Print($"{stops.Count} of them stopped the shard while it forwarded", [.. stops.Select(found => found.Stop.Milliseconds)]);
        Print("  held by the collection", [.. stops.Select(found => found.Stop.Held).Order()]);
        Print("  waiting for a processor after it", [.. stops.Select(found => found.Stop.Waited).Order()]);
        foreach (var (stop, pause) in stops.Where(found => found.Stop.Milliseconds > Bar))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{stop.Milliseconds:F2} ms, {stop.Held:F2} of them held, by one of {pause}"));
        }
    }

    private static void Print(string what, double[] milliseconds)
    {
        if (milliseconds.Length > 0)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: median {milliseconds[milliseconds.Length / 2]:F2} ms, 99 % within {milliseconds[(int)(milliseconds.Length * 0.99)]:F2}, at worst {milliseconds[^1]:F2}, {milliseconds.Count(time => time > Bar)} for over {Bar} ms"));
        }
    }
}
