using System.Buffers.Binary;
using Plenum.Rtc;

namespace Plenum.LoadTest.Sources;

/// <summary>
/// When a packet was sent, as the last bytes of its payload: the one place that every forwarder passes on. With it goes a
/// mark of this run, so that nothing else is taken for a time.
/// </summary>
internal static class SendTime
{
    /// <summary>How many bytes it takes.</summary>
    public const int Length = 16;

    /// <summary>Writes it at the end of a payload.</summary>
    public static void Write(Span<byte> payload, ulong run, Timestamp now)
    {
        var trailer = payload[^Length..];
        BinaryPrimitives.WriteUInt64BigEndian(trailer, run);
        BinaryPrimitives.WriteInt64BigEndian(trailer[sizeof(ulong)..], now.Microseconds);
    }

    /// <summary>Reads it from the end of a payload.</summary>
    /// <returns>False if there is none of this run.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, ulong run, out Timestamp sentAt)
    {
        sentAt = default;
        if (payload.Length < Length || BinaryPrimitives.ReadUInt64BigEndian(payload[^Length..]) != run)
            return false;
        sentAt = new(BinaryPrimitives.ReadInt64BigEndian(payload[^sizeof(long)..]));
        return true;
    }

    /// <summary>
    /// Puts room for it behind a sound that every decoder passes over: a packet of one frame becomes one of code 3 with
    /// padding (RFC 6716, section 3.2.5).
    /// </summary>
    /// <returns>The length, or 0 for a packet of several frames: it is sent as it is.</returns>
    public static int PadSound(ReadOnlySpan<byte> sound, Span<byte> destination)
    {
        const int header = 3;
        const byte paddedSingleFrame = 0x41;
        if (sound.IsEmpty || (sound[0] & 3) != 0)
            return 0;
        destination[0] = (byte)(sound[0] | 3);
        destination[1] = paddedSingleFrame;
        destination[2] = Length;
        sound[1..].CopyTo(destination[header..]);
        var length = header + sound.Length - 1 + Length;
        destination[(length - Length)..length].Clear();
        return length;
    }
}
