namespace Plenum.Rtc.Sctp;

/// <summary>A chunk in a packet: its type, flags and value.</summary>
internal readonly ref struct Chunk(ChunkType type, byte flags, ReadOnlySpan<byte> value)
{
    public const int HeaderLength = 4;

    public ChunkType Type { get; } = type;

    public byte Flags { get; } = flags;

    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Whether a receiver that does not know the type goes on with the packet (RFC 9260, section 3.2).</summary>
    public bool IsSkippedWhenUnknown => ((byte)Type & 0x80) != 0;
}
