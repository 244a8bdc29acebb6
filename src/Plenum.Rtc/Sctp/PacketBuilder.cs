using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>Builds one packet at a time in a buffer of its own.</summary>
internal sealed class PacketBuilder(int maxLength)
{
    private readonly byte[] _buffer = new byte[maxLength];
    private int _length;

    public bool IsEmpty => _length <= SctpHeader.Length;

    /// <summary>The longest value of a chunk that still fits.</summary>
    public int Free => ((_buffer.Length - _length) & ~3) - Chunk.HeaderLength;

    public static int Padded(int length) => (length + 3) & ~3;

    public void Begin(SctpHeader header)
    {
        header.Write(_buffer);
        _length = SctpHeader.Length;
    }

    /// <summary>Adds a chunk that is known to fit and returns the place of its value.</summary>
    public Span<byte> Add(ChunkType type, byte flags, int valueLength)
    {
        var length = Chunk.HeaderLength + valueLength;
        var chunk = _buffer.AsSpan(_length, Padded(length));
        chunk[length..].Clear();
        chunk[0] = (byte)type;
        chunk[1] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(chunk[2..], (ushort)length);
        _length += chunk.Length;
        return chunk[Chunk.HeaderLength..length];
    }

    /// <summary>The whole packet; valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        SctpChecksum.Write(_buffer.AsSpan(0, _length));
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>Writes a parameter and returns what is left of the destination.</summary>
    public static Span<byte> WriteParameter(Span<byte> destination, ParameterType type, ReadOnlySpan<byte> value)
    {
        var length = Chunk.HeaderLength + value.Length;
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
        value.CopyTo(destination[Chunk.HeaderLength..]);
        destination[length..Padded(length)].Clear();
        return destination[Padded(length)..];
    }
}
