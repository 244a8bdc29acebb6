namespace Plenum.Rtc.Codecs;

/// <summary>
/// Cuts one H.264 access unit (units behind start codes, ITU-T H.264 annex B) into RTP payloads (RFC 6184,
/// packetization mode 1): single units where they fit, FU-A where not.
/// </summary>
public ref struct H264Packetizer
{
    private const int FragmentHeader = 2;

    private readonly int _maximumPayload;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _unit;
    private byte _header;
    private bool _fragmenting;

    /// <summary>Starts with an access unit.</summary>
    /// <param name="accessUnit">The units, each behind a start code of three or four bytes.</param>
    /// <param name="maximumPayload">The most bytes of a payload, at least three.</param>
    public H264Packetizer(ReadOnlySpan<byte> accessUnit, int maximumPayload)
    {
        _maximumPayload = maximumPayload;
        _rest = accessUnit;
        TakeUnit();
    }

    /// <summary>Whether the payload written last is the access unit's last: its packet gets the marker.</summary>
    public readonly bool IsDone => _unit.IsEmpty;

    /// <summary>Writes the next payload.</summary>
    /// <returns>Its length; 0 when the access unit is done.</returns>
    public int Next(Span<byte> payload)
    {
        if (_unit.IsEmpty)
            return 0;
        if (!_fragmenting && _unit.Length <= _maximumPayload)
        {
            var length = _unit.Length;
            _unit.CopyTo(payload);
            TakeUnit();
            return length;
        }
        return NextFragment(payload);
    }

    private int NextFragment(Span<byte> payload)
    {
        var starts = !_fragmenting;
        if (starts)
        {
            _header = _unit[0];
            _unit = _unit[1..];
        }
        var length = Math.Min(_unit.Length, _maximumPayload - FragmentHeader);
        var ends = length == _unit.Length;
        payload[0] = (byte)((_header & ~H264Payload.TypeMask) | H264Payload.FuA);
        payload[1] = (byte)((starts ? H264Payload.FuStart : 0) | (ends ? H264Payload.FuEnd : 0)
            | (_header & H264Payload.TypeMask));
        _unit[..length].CopyTo(payload[FragmentHeader..]);
        _unit = _unit[length..];
        _fragmenting = !ends;
        if (ends)
            TakeUnit();
        return FragmentHeader + length;
    }

    /// <summary>Goes to the next unit that is not empty.</summary>
    private void TakeUnit()
    {
        _unit = default;
        while (_unit.IsEmpty && !_rest.IsEmpty)
        {
            var next = _rest.IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
            _unit = next < 0 ? _rest : _rest[..next].TrimEnd((byte)0);
            _rest = next < 0 ? default : _rest[(next + 3)..];
        }
    }
}
