using System.Buffers.Binary;

namespace Plenum.Rtc.Codecs;

/// <summary>Cuts one VP8 frame into RTP payloads of nearly equal length (RFC 7741), with a picture id of 15 bits.</summary>
public ref struct Vp8Packetizer
{
    private const int DescriptorLength = 4;

    private readonly ushort _pictureId;
    private readonly int _chunk;
    private ReadOnlySpan<byte> _rest;
    private bool _started;

    /// <summary>Starts with a frame.</summary>
    /// <param name="frame">The encoded frame.</param>
    /// <param name="pictureId">Its running number, of which 15 bits are sent.</param>
    /// <param name="maximumPayload">The most bytes of a payload, at least five.</param>
    public Vp8Packetizer(ReadOnlySpan<byte> frame, ushort pictureId, int maximumPayload)
    {
        _rest = frame;
        _pictureId = pictureId;
        var room = maximumPayload - DescriptorLength;
        var packets = Math.Max(1, (frame.Length + room - 1) / room);
        _chunk = (frame.Length + packets - 1) / packets;
    }

    /// <summary>Whether the payload written last is the frame's last: its packet gets the marker.</summary>
    public readonly bool IsDone => _rest.IsEmpty;

    /// <summary>Writes the next payload.</summary>
    /// <returns>Its length; 0 when the frame is done.</returns>
    public int Next(Span<byte> payload)
    {
        if (_rest.IsEmpty)
            return 0;
        var length = Math.Min(_chunk, _rest.Length);
        payload[0] = (byte)(0x80 | (_started ? 0 : 0x10));
        payload[1] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(_pictureId | 0x8000));
        _rest[..length].CopyTo(payload[DescriptorLength..]);
        _rest = _rest[length..];
        _started = true;
        return DescriptorLength + length;
    }
}
