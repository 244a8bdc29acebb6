namespace Plenum.Media.Forwarding;

/// <summary>
/// Turns counters of any width (picture ids of 7 or 15 bits, frame numbers of 16) into numbers that never wrap, each
/// taken as the one nearest to the highest seen.
/// </summary>
internal struct CounterUnwrapper
{
    private long _highest;
    private bool _started;

    public long Unwrap(ushort value, int bits)
    {
        var shift = 64 - bits;
        var unwrapped = _started ? _highest + (((value - _highest) << shift) >> shift) : value;
        if (!_started || unwrapped > _highest)
            _highest = unwrapped;
        _started = true;
        return unwrapped;
    }
}
