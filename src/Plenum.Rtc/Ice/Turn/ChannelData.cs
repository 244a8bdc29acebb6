using System.Buffers.Binary;

namespace Plenum.Rtc.Ice.Turn;

/// <summary>The four bytes before a datagram on a TURN channel (RFC 8656, section 12.4). Over UDP nothing is padded.</summary>
public static class ChannelData
{
    /// <summary>The bytes before the datagram.</summary>
    public const int HeaderLength = 4;

    /// <summary>Writes the header for a datagram of this length, which follows it.</summary>
    public static void WriteHeader(Span<byte> destination, ushort channel, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, channel);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
    }

    /// <summary>Reads channel and length; padding behind the datagram is tolerated.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out ushort channel, out int length)
    {
        channel = 0;
        length = 0;
        if (datagram.Length < HeaderLength)
            return false;
        channel = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        return channel is >= TurnWire.FirstChannel and <= TurnWire.LastChannel
            && length <= datagram.Length - HeaderLength;
    }
}
