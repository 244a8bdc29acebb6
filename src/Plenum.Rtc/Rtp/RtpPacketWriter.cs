using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// Builds an RTP packet into the caller's bytes, front to back: header, then extensions, then payload, then padding.
/// A step that finds no room returns false and writes nothing.
/// </summary>
public ref struct RtpPacketWriter
{
    private const int ExtensionPreamble = 4;

    private readonly Span<byte> _buffer;
    private readonly bool _twoByte;
    private int _elements;
    private bool _extensionsClosed;

    private RtpPacketWriter(Span<byte> buffer, RtpExtensionForm form)
    {
        _buffer = buffer;
        _twoByte = form == RtpExtensionForm.TwoByte;
        Length = RtpHeader.FixedLength;
    }

    /// <summary>The bytes written so far; the packet's length once the payload is written.</summary>
    public int Length { get; private set; }

    /// <summary>The form in which an element with this id and length can be written.</summary>
    public static RtpExtensionForm FormFor(byte id, int length) =>
        id <= 14 && length is >= 1 and <= 16 ? RtpExtensionForm.OneByte : RtpExtensionForm.TwoByte;

    /// <summary>Starts a packet; its fixed header is zero but for the version until it is set.</summary>
    /// <returns>False if there is no room for a header.</returns>
    public static bool TryBegin(Span<byte> buffer, RtpExtensionForm form, out RtpPacketWriter writer)
    {
        writer = default;
        if (buffer.Length < RtpHeader.FixedLength)
            return false;
        RtpHeaderWriter.Write(buffer, 0, false, 0, 0, default);
        writer = new RtpPacketWriter(buffer, form);
        return true;
    }

    /// <summary>Sets the fields of the fixed header.</summary>
    public readonly void SetHeader(byte payloadType, bool marker, ushort sequenceNumber, uint timestamp, Ssrc ssrc)
    {
        RtpHeaderWriter.SetPayloadType(_buffer, payloadType);
        RtpHeaderWriter.SetMarker(_buffer, marker);
        RtpHeaderWriter.SetSequenceNumber(_buffer, sequenceNumber);
        RtpHeaderWriter.SetTimestamp(_buffer, timestamp);
        RtpHeaderWriter.SetSsrc(_buffer, ssrc);
    }

    /// <summary>Adds an extension element.</summary>
    /// <returns>False if it does not fit the buffer or the form.</returns>
    public bool TryAddExtension(byte id, scoped ReadOnlySpan<byte> data)
    {
        if (!TryReserveExtension(id, data.Length, out var offset))
            return false;
        data.CopyTo(_buffer[offset..]);
        return true;
    }

    /// <summary>
    /// Adds an extension element whose data is written later, at <paramref name="offset"/> of the packet: a pacer
    /// sets the transport-wide sequence number only when the packet leaves. Until then it is zero.
    /// </summary>
    /// <returns>False if it does not fit the buffer or the form.</returns>
    public bool TryReserveExtension(byte id, int length, out int offset)
    {
        offset = 0;
        var fitsForm = id is not (0 or 15) && (_twoByte ? length <= 255 : FormFor(id, length) == RtpExtensionForm.OneByte);
        var start = _elements == 0 ? Length + ExtensionPreamble : Length;
        var data = start + (_twoByte ? 2 : 1);
        if (_extensionsClosed || !fitsForm || Align(data + length) > _buffer.Length)
            return false;
        _elements = _elements == 0 ? start : _elements;
        if (_twoByte)
            (_buffer[start], _buffer[start + 1]) = (id, (byte)length);
        else
            _buffer[start] = (byte)((id << 4) | (length - 1));
        _buffer.Slice(data, length).Clear();
        offset = data;
        Length = data + length;
        return true;
    }

    /// <summary>Appends to the payload; the first call ends the extensions.</summary>
    /// <returns>False if it does not fit the buffer.</returns>
    public bool TryWritePayload(scoped ReadOnlySpan<byte> payload)
    {
        if (!TryReservePayload(payload.Length, out var destination))
            return false;
        payload.CopyTo(destination);
        return true;
    }

    /// <summary>Appends bytes to the payload which the caller fills; the first call ends the extensions.</summary>
    /// <returns>False if they do not fit the buffer.</returns>
    public bool TryReservePayload(int length, out Span<byte> destination)
    {
        CloseExtensions();
        var fits = length <= _buffer.Length - Length;
        destination = fits ? _buffer.Slice(Length, length) : default;
        Length += destination.Length;
        return fits;
    }

    /// <summary>Ends the packet with padding.</summary>
    /// <returns>False if it does not fit the buffer or the format.</returns>
    public bool TryPad(int padding)
    {
        CloseExtensions();
        if (!RtpPadding.TryAppend(_buffer, Length, padding))
            return false;
        Length += padding;
        return true;
    }

    private static int Align(int length) => (length + 3) & ~3;

    private void CloseExtensions()
    {
        if (_extensionsClosed)
            return;
        _extensionsClosed = true;
        if (_elements == 0)
            return;
        // All blocks start at a multiple of four, so aligning the packet aligns the block.
        var end = Align(Length);
        _buffer[Length..end].Clear();
        var preamble = _buffer[(_elements - ExtensionPreamble)..];
        BinaryPrimitives.WriteUInt16BigEndian(
            preamble,
            _twoByte ? RtpExtensionEnumerator.TwoByteProfile : RtpExtensionEnumerator.OneByteProfile);
        BinaryPrimitives.WriteUInt16BigEndian(preamble[2..], (ushort)((end - _elements) / 4));
        RtpHeaderWriter.SetExtensionBit(_buffer);
        Length = end;
    }
}
