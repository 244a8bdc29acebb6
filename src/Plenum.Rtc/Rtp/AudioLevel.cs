namespace Plenum.Rtc.Rtp;

/// <summary>The loudness of the audio in a packet (RFC 6464).</summary>
/// <param name="Voice">Whether the sender believes that it is speech.</param>
/// <param name="Attenuation">Decibels below overload (-dBov), 0 loudest, 127 silence.</param>
public readonly record struct AudioLevel(bool Voice, byte Attenuation)
{
    /// <summary>The bytes of the element.</summary>
    public const int Length = 1;

    /// <summary>Reads the element's data.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out AudioLevel level)
    {
        level = data.IsEmpty ? default : new((data[0] & 0x80) != 0, (byte)(data[0] & 0x7f));
        return !data.IsEmpty;
    }

    /// <summary>Writes the element's data, <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> destination) => destination[0] = (byte)((Voice ? 0x80 : 0) | (Attenuation & 0x7f));
}
