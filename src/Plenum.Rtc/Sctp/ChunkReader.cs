using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>Walks over the chunks of a packet, or the parameters of a chunk: both are type, length, value, padding.</summary>
internal ref struct ChunkReader(ReadOnlySpan<byte> chunks)
{
    private ReadOnlySpan<byte> _rest = chunks;

    /// <summary>Whether the walk ended at bytes that are no chunk.</summary>
    public bool IsMalformed { get; private set; }

    public bool TryReadChunk(out Chunk chunk)
    {
        var whole = Next();
        chunk = whole.IsEmpty ? default : new Chunk((ChunkType)whole[0], whole[1], whole[Chunk.HeaderLength..]);
        return !whole.IsEmpty;
    }

    public bool TryReadParameter(out ParameterType type, out ReadOnlySpan<byte> value)
    {
        var whole = Next();
        type = whole.IsEmpty ? default : (ParameterType)BinaryPrimitives.ReadUInt16BigEndian(whole);
        value = whole.IsEmpty ? default : whole[Chunk.HeaderLength..];
        return !whole.IsEmpty;
    }

    private ReadOnlySpan<byte> Next()
    {
        if (_rest.IsEmpty)
            return default;
        var length = _rest.Length < Chunk.HeaderLength ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (length < Chunk.HeaderLength || length > _rest.Length)
        {
            IsMalformed = true;
            _rest = default;
            return default;
        }

        var whole = _rest[..length];

        // The last chunk's padding may be missing (RFC 9260, section 3.2: "the receiver MUST ignore").
        _rest = _rest[Math.Min(PacketBuilder.Padded(length), _rest.Length)..];
        return whole;
    }
}
