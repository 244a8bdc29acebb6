using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// Walks the packets of a compound, reduced-size ones included (RFC 5506). The walk ends at the first packet whose
/// length does not fit; <see cref="IsMalformed"/> then says so, and the packets before it still count. Foreach walks a
/// copy: who wants to know how it ended calls <see cref="MoveNext"/>.
/// </summary>
public ref struct RtcpCompound
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first packet of a decrypted datagram.</summary>
    public RtcpCompound(ReadOnlySpan<byte> datagram) => _rest = datagram;

    /// <summary>The packet reached by <see cref="MoveNext"/>.</summary>
    public RtcpPacket Current { get; private set; }

    /// <summary>Whether the walk ended before the last byte: count <see cref="DropReason.RtcpMalformed"/>.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly RtcpCompound GetEnumerator() => this;

    /// <summary>Goes to the next packet.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || IsMalformed)
            return false;
        if (_rest.Length < RtcpPacket.HeaderLength || _rest[0] >> 6 != 2)
            return Refuse();
        var length = (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1) * 4;
        if (length > _rest.Length)
            return Refuse();
        var body = _rest[RtcpPacket.HeaderLength..length];
        if ((_rest[0] & 0x20) != 0)
        {
            var padding = body.IsEmpty ? 0 : body[^1];
            if (padding == 0 || padding > body.Length)
                return Refuse();
            body = body[..^padding];
        }
        Current = new RtcpPacket((RtcpType)_rest[1], (byte)(_rest[0] & 0x1f), body);
        _rest = _rest[length..];
        return true;
    }

    private bool Refuse()
    {
        IsMalformed = true;
        return false;
    }
}
