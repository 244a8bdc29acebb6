namespace Plenum.Rtc.Rtp;

/// <summary>
/// When a packet left its sender: 24 bits, 6 of seconds and 18 of their fraction, so it wraps every 64 seconds
/// (http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time).
/// </summary>
/// <param name="Value">The 24 bits.</param>
public readonly record struct AbsoluteSendTime(uint Value)
{
    /// <summary>The bytes of the element.</summary>
    public const int Length = 3;

    private const int FractionBits = 18;
    private const uint Mask = 0xffffff;

    /// <summary>The value for a moment on the sender's clock.</summary>
    public static AbsoluteSendTime At(Timestamp now) =>
        new((uint)(((UInt128)(ulong)now.Microseconds << FractionBits) / 1_000_000) & Mask);

    /// <summary>Reads the element's data.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out AbsoluteSendTime time)
    {
        time = data.Length < Length ? default : new((uint)((data[0] << 16) | (data[1] << 8) | data[2]));
        return data.Length >= Length;
    }

    /// <summary>The time from <paramref name="earlier"/> to here, taking the shorter way round the wrap.</summary>
    public TimeSpan Since(AbsoluteSendTime earlier)
    {
        var ticks = (int)((Value - earlier.Value) << 8) >> 8;
        return TimeSpan.FromMicroseconds(ticks * 1_000_000.0 / (1 << FractionBits));
    }

    /// <summary>Writes the element's data, <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)(Value >> 16);
        destination[1] = (byte)(Value >> 8);
        destination[2] = (byte)Value;
    }
}
