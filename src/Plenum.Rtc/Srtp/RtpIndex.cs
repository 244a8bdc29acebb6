namespace Plenum.Rtc.Srtp;

/// <summary>The 48-bit packet index: roll-over counter and sequence number (RFC 3711, section 3.3.1).</summary>
internal static class RtpIndex
{
    private const int SequenceSpan = 1 << 16;

    /// <summary>The largest index there is; the key must change before it is used up.</summary>
    public const long Max = (1L << 48) - 1;

    /// <summary>
    /// The index with this sequence number that lies nearest to the highest one seen. Before the first packet, and
    /// where the nearest would lie before zero, the roll-over counter is 0.
    /// </summary>
    /// <param name="highest">The highest index seen, or -1.</param>
    /// <param name="sequence">The sequence number in the packet.</param>
    public static long Estimate(long highest, ushort sequence)
    {
        if (highest < 0)
            return sequence;
        var index = highest + (short)(sequence - (ushort)highest);
        return index < 0 ? index + SequenceSpan : index;
    }
}
