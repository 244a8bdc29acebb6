using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>INIT and INIT ACK (RFC 9260, sections 3.3.2 and 3.3.3); also what a state cookie holds.</summary>
internal readonly record struct InitChunk(
    uint Tag, uint ReceiveWindow, ushort OutboundStreams, ushort InboundStreams, Tsn InitialTsn)
{
    private const int FixedLength = 16;

    // RFC 9260, section 3.3.2: a smaller window cannot carry one packet.
    private const uint SmallestWindow = 1500;

    private static readonly byte[] Extensions = [(byte)ChunkType.Reconfig, (byte)ChunkType.ForwardTsn];

    public bool SupportsForwardTsn { get; init; }

    public bool SupportsReconfig { get; init; }

    /// <summary>Reads it, with the state cookie of an INIT ACK (empty for an INIT).</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out InitChunk init, out ReadOnlySpan<byte> cookie)
    {
        init = default;
        cookie = default;
        if (value.Length < FixedLength)
            return false;
        init = new InitChunk(
            BinaryPrimitives.ReadUInt32BigEndian(value),
            BinaryPrimitives.ReadUInt32BigEndian(value[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(value[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(value[10..]),
            new Tsn(BinaryPrimitives.ReadUInt32BigEndian(value[12..])));

        var parameters = new ChunkReader(value[FixedLength..]);
        while (parameters.TryReadParameter(out var type, out var parameter))
        {
            if (type == ParameterType.StateCookie)
                cookie = parameter;
            else if (type == ParameterType.ForwardTsnSupported)
                init = init with { SupportsForwardTsn = true };
            else if (type == ParameterType.SupportedExtensions)
                init = init.With(parameter);
        }

        var isPossible = init is { Tag: not 0, OutboundStreams: not 0, InboundStreams: not 0 };
        return isPossible && init.ReceiveWindow >= SmallestWindow && !parameters.IsMalformed;
    }

    public void Write(PacketBuilder packet, ChunkType type, ReadOnlySpan<byte> cookie)
    {
        var length = FixedLength + Chunk.HeaderLength + PacketBuilder.Padded(Chunk.HeaderLength + Extensions.Length);
        length += cookie.IsEmpty ? 0 : PacketBuilder.Padded(Chunk.HeaderLength + cookie.Length);
        var value = packet.Add(type, 0, length);
        WriteFixed(value);
        var rest = PacketBuilder.WriteParameter(value[FixedLength..], ParameterType.ForwardTsnSupported, []);
        rest = PacketBuilder.WriteParameter(rest, ParameterType.SupportedExtensions, Extensions);
        if (!cookie.IsEmpty)
            PacketBuilder.WriteParameter(rest, ParameterType.StateCookie, cookie);
    }

    /// <summary>Writes the fixed fields, 16 bytes.</summary>
    public void WriteFixed(Span<byte> value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(value, Tag);
        BinaryPrimitives.WriteUInt32BigEndian(value[4..], ReceiveWindow);
        BinaryPrimitives.WriteUInt16BigEndian(value[8..], OutboundStreams);
        BinaryPrimitives.WriteUInt16BigEndian(value[10..], InboundStreams);
        BinaryPrimitives.WriteUInt32BigEndian(value[12..], InitialTsn.Value);
    }

    private InitChunk With(ReadOnlySpan<byte> extensions) => this with
    {
        SupportsForwardTsn = SupportsForwardTsn || extensions.Contains((byte)ChunkType.ForwardTsn),
        SupportsReconfig = SupportsReconfig || extensions.Contains((byte)ChunkType.Reconfig),
    };
}
