namespace Plenum.Rtc.Rtp;

/// <summary>
/// Turns 32-bit media timestamps into 64-bit ones that never wrap, each taken as the one nearest to the highest seen.
/// </summary>
public struct TimestampUnwrapper
{
    private bool _started;

    /// <summary>The highest timestamp seen; meaningless before the first.</summary>
    public long Highest { get; private set; }

    /// <summary>Unwraps a timestamp and remembers it if it is the highest. The first stands for itself.</summary>
    public long Unwrap(uint timestamp)
    {
        var unwrapped = Peek(timestamp);
        if (!_started || unwrapped > Highest)
            Highest = unwrapped;
        _started = true;
        return unwrapped;
    }

    /// <summary>What a timestamp would unwrap to; remembers nothing.</summary>
    public readonly long Peek(uint timestamp) =>
        _started ? Highest + (int)(timestamp - (uint)Highest) : timestamp;
}
