namespace Plenum.LoadTest.Run;

/// <summary>Waits as the phases of a run do.</summary>
internal static class Pause
{
    /// <summary>Waits for a time, or until it is cancelled, which is no error; not at all for a time that is over.</summary>
    public static async Task ForAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
