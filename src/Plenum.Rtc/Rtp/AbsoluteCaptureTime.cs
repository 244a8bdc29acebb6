using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// When the content of a packet was captured (http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time).
/// </summary>
/// <param name="Capture">The time on the capturer's clock.</param>
/// <param name="ClockOffset">
/// What the sender of this hop adds to come to its own NTP clock, signed 32.32 fixed point seconds; null if unknown.
/// </param>
public readonly record struct AbsoluteCaptureTime(NtpTime Capture, long? ClockOffset)
{
    /// <summary>The bytes of the element without the clock offset.</summary>
    public const int ShortLength = 8;

    /// <summary>The bytes of the element with the clock offset.</summary>
    public const int FullLength = 16;

    /// <summary>The bytes this value needs.</summary>
    public int Length => ClockOffset is null ? ShortLength : FullLength;

    /// <summary>Reads the element's data.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out AbsoluteCaptureTime time)
    {
        time = default;
        if (data.Length < ShortLength)
            return false;
        long? offset = data.Length >= FullLength ? BinaryPrimitives.ReadInt64BigEndian(data[ShortLength..]) : null;
        time = new AbsoluteCaptureTime(new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(data)), offset);
        return true;
    }

    /// <summary>Writes the element's data, <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, Capture.Value);
        if (ClockOffset is { } offset)
            BinaryPrimitives.WriteInt64BigEndian(destination[ShortLength..], offset);
    }
}
