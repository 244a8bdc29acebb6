using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// The items of a source description (RFC 3550, section 6.5), of all its chunks in a row. Ends at the first chunk or
/// item that does not fit.
/// </summary>
public ref struct SourceDescription
{
    private readonly ReadOnlySpan<byte> _body;
    private int _chunks;
    private int _position;
    private bool _insideChunk;
    private Ssrc _source;

    private SourceDescription(RtcpPacket packet)
    {
        _body = packet.Body;
        _chunks = packet.Count;
    }

    /// <summary>The item reached by <see cref="MoveNext"/>.</summary>
    public SourceDescriptionItem Current { get; private set; }

    /// <summary>Starts to read a description.</summary>
    /// <returns>False for another type.</returns>
    public static bool TryParse(RtcpPacket packet, out SourceDescription description)
    {
        description = packet.Type == RtcpType.SourceDescription ? new SourceDescription(packet) : default;
        return packet.Type == RtcpType.SourceDescription;
    }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly SourceDescription GetEnumerator() => this;

    /// <summary>Goes to the next item.</summary>
    public bool MoveNext()
    {
        while (_insideChunk || TryEnterChunk())
        {
            if (_position >= _body.Length)
                return false;
            if (_body[_position] != 0)
                return TryTakeItem();
            // A zero ends the chunk and pads it to the next multiple of four.
            _position = (_position + 4) & ~3;
            _insideChunk = false;
        }
        return false;
    }

    private bool TryEnterChunk()
    {
        if (_chunks == 0 || _position + 4 > _body.Length)
            return false;
        _source = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(_body[_position..]));
        _position += 4;
        _chunks--;
        return _insideChunk = true;
    }

    private bool TryTakeItem()
    {
        var end = _position + 2 <= _body.Length ? _position + 2 + _body[_position + 1] : int.MaxValue;
        if (end > _body.Length)
            return false;
        Current = new SourceDescriptionItem(_source, _body[_position], _body[(_position + 2)..end]);
        _position = end;
        return true;
    }
}
