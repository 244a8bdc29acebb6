namespace Plenum.Rtc.Rtp;

/// <summary>How to turn the picture before it is shown (3GPP TS 26.114, section 7.4.5).</summary>
/// <param name="BackCamera">Whether it comes from a camera that faces away from the user.</param>
/// <param name="Flipped">Whether it is to be mirrored left to right.</param>
/// <param name="QuarterTurns">Clockwise quarter turns, 0 to 3.</param>
public readonly record struct VideoOrientation(bool BackCamera, bool Flipped, byte QuarterTurns)
{
    /// <summary>The bytes of the element.</summary>
    public const int Length = 1;

    /// <summary>Reads the element's data.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out VideoOrientation orientation)
    {
        orientation = data.IsEmpty
            ? default
            : new((data[0] & 0x08) != 0, (data[0] & 0x04) != 0, (byte)(data[0] & 0x03));
        return !data.IsEmpty;
    }

    /// <summary>Writes the element's data, <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> destination) =>
        destination[0] = (byte)((BackCamera ? 0x08 : 0) | (Flipped ? 0x04 : 0) | (QuarterTurns & 0x03));
}
