namespace Plenum.Rtc.Rtp;

/// <summary>
/// Limits for the receiver's playout delay, in steps of 10 ms up to 40.95 s
/// (http://www.webrtc.org/experiments/rtp-hdrext/playout-delay).
/// </summary>
/// <param name="Minimum">The smallest delay.</param>
/// <param name="Maximum">The largest delay.</param>
public readonly record struct PlayoutDelay(TimeSpan Minimum, TimeSpan Maximum)
{
    /// <summary>The bytes of the element.</summary>
    public const int Length = 3;

    private const int StepMilliseconds = 10;
    private const int MaximumSteps = 0xfff;

    /// <summary>Reads the element's data.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out PlayoutDelay delay)
    {
        delay = default;
        if (data.Length < Length)
            return false;
        var minimum = (data[0] << 4) | (data[1] >> 4);
        var maximum = ((data[1] & 0x0f) << 8) | data[2];
        delay = new PlayoutDelay(
            TimeSpan.FromMilliseconds(minimum * StepMilliseconds),
            TimeSpan.FromMilliseconds(maximum * StepMilliseconds));
        return minimum <= maximum;
    }

    /// <summary>Writes the element's data, <see cref="Length"/> bytes; delays are cut to the range of the format.</summary>
    public void Write(Span<byte> destination)
    {
        var minimum = Steps(Minimum);
        var maximum = Steps(Maximum);
        destination[0] = (byte)(minimum >> 4);
        destination[1] = (byte)((minimum << 4) | (maximum >> 8));
        destination[2] = (byte)maximum;
    }

    private static int Steps(TimeSpan delay) =>
        (int)Math.Clamp(delay.TotalMilliseconds / StepMilliseconds, 0, MaximumSteps);
}
