namespace Plenum.Client.Signaling;

/// <summary>The waits between attempts to come back: 250 ms doubling to 8 s, with jitter, so that a room does not come back all at once.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private TimeSpan _next = First;

    /// <summary>The next wait.</summary>
    /// <param name="chance">0 to 1.</param>
    public TimeSpan Next(double chance)
    {
        var wait = _next * (0.5 + (0.5 * chance));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }
}
