namespace Plenum.Rtc.Rtp;

/// <summary>
/// Turns 16-bit sequence numbers into 64-bit ones that never wrap. A number is taken as the one nearest to the
/// highest seen, so up to 32,767 ahead of it and 32,768 behind it are told apart.
/// </summary>
public struct SequenceUnwrapper
{
    private bool _started;

    /// <summary>The highest number seen; meaningless before the first.</summary>
    public long Highest { get; private set; }

    /// <summary>Unwraps a number and remembers it if it is the highest. The first stands for itself.</summary>
    public long Unwrap(ushort sequenceNumber)
    {
        var unwrapped = Peek(sequenceNumber);
        if (!_started || unwrapped > Highest)
            Highest = unwrapped;
        _started = true;
        return unwrapped;
    }

    /// <summary>What a number would unwrap to; remembers nothing.</summary>
    public readonly long Peek(ushort sequenceNumber) =>
        _started ? Highest + (short)(sequenceNumber - (ushort)Highest) : sequenceNumber;
}
