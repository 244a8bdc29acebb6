namespace Plenum.Rtc.Rtp;

/// <summary>
/// Walks a header extension block in either form (RFC 8285). Stops without complaint at the first element that does
/// not fit: a broken extension is no reason to lose the media behind it.
/// </summary>
public ref struct RtpExtensionEnumerator
{
    internal const ushort OneByteProfile = 0xbede;
    internal const ushort TwoByteProfile = 0x1000;
    private const ushort TwoByteProfileMask = 0xfff0;

    private readonly ReadOnlySpan<byte> _elements;
    private readonly bool _twoByte;
    private int _position;

    internal RtpExtensionEnumerator(ReadOnlySpan<byte> elements, ushort profile)
    {
        _twoByte = (profile & TwoByteProfileMask) == TwoByteProfile;
        _elements = _twoByte || profile == OneByteProfile ? elements : default;
    }

    /// <summary>The element reached by <see cref="MoveNext"/>.</summary>
    public RtpExtension Current { get; private set; }

    /// <summary>This enumerator: makes the packet's extensions usable in foreach.</summary>
    public readonly RtpExtensionEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next element.</summary>
    public bool MoveNext()
    {
        // Zero bytes pad and may stand anywhere between elements (RFC 8285, section 4.1.1).
        while (_position < _elements.Length && _elements[_position] == 0)
            _position++;
        return _position < _elements.Length && (_twoByte ? MoveTwoByte() : MoveOneByte());
    }

    private bool MoveOneByte()
    {
        var id = _elements[_position] >> 4;
        var length = (_elements[_position] & 0x0f) + 1;
        // "Processing terminates" at id 15 (RFC 8285, section 4.2); id 0 with a length is not padding, but broken.
        return id is not (0 or 15) && Take(id, _position + 1, length);
    }

    private bool MoveTwoByte() =>
        _position + 1 < _elements.Length && Take(_elements[_position], _position + 2, _elements[_position + 1]);

    private bool Take(int id, int offset, int length)
    {
        if (offset + length > _elements.Length)
        {
            _position = _elements.Length;
            return false;
        }
        Current = new RtpExtension((byte)id, offset, _elements.Slice(offset, length));
        _position = offset + length;
        return true;
    }
}
