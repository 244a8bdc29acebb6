using System.Buffers.Binary;
using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>Writes the headers of a slot's packets: its own fields, and those extensions that its receiver negotiated.</summary>
internal sealed class SlotHeader
{
    /// <summary>The most that a header takes.</summary>
    public const int MaxLength = 256;

    private const int AbsoluteSendTimeLength = 3;
    private const int TransportSequenceLength = 2;
    private const int FrameNumberOffset = 1;
    private const byte PaddingBit = 0x20;

    private readonly RtpExtensionMap _extensions;
    private readonly Ssrc _ssrc;
    private readonly byte[] _mid;
    private readonly byte _midId;
    private readonly byte _transportId;
    private readonly byte _sendTimeId;
    private readonly RtpExtensionForm _form;

    /// <summary>The header of a packet that carries nothing of its source's, which most do not: only its numbers differ.</summary>
    private readonly byte[] _plain;

    public SlotHeader(SlotOptions options, RtpExtensionMap extensions)
    {
        _extensions = extensions;
        _ssrc = options.Ssrc;
        _mid = Encoding.ASCII.GetBytes(options.Mid);
        _midId = _mid.Length is > 0 and <= 16 ? extensions.IdOf(RtpExtensionKind.Mid) : (byte)0;
        _transportId = Math.Max(
            extensions.IdOf(RtpExtensionKind.TransportSequence), extensions.IdOf(RtpExtensionKind.TransportSequenceV2));
        _sendTimeId = extensions.IdOf(RtpExtensionKind.AbsoluteSendTime);
        _form = FormOf(extensions);
        _plain = MakePlain();
    }

    public void Prefetch()
    {
        Rtc.Prefetch.Object(_plain);
        Rtc.Prefetch.Object(_mid);
        Rtc.Prefetch.Object(_extensions);
    }

    /// <summary>Writes a header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> destination, in SentPacket sent, SourcePacket packet)
    {
        var length = packet.Elements.Count == 0 ? WritePlain(destination, sent) : WriteCarrying(destination, sent, packet);
        if (packet.IsPadded)
            destination[0] |= PaddingBit;
        return length;
    }

    private int WriteCarrying(Span<byte> destination, in SentPacket sent, SourcePacket packet)
    {
        var form = _form;
        var descriptor = packet.Elements.Find(RtpExtensionKind.DependencyDescriptor);
        if (descriptor.Length > 16 && _extensions.AllowsMixedForms)
            form = RtpExtensionForm.TwoByte;
        if (!RtpPacketWriter.TryBegin(destination, form, out var writer))
            return 0;
        writer.SetHeader(sent.PayloadType, sent.Marker, sent.Numbers.Sequence, sent.Numbers.Timestamp, _ssrc);
        WriteOwn(ref writer);
        for (var index = 0; index < packet.Elements.Count; index++)
        {
            var element = packet.Elements[index];
            var id = _extensions.IdOf(element.Kind);
            if (id == 0 || !writer.TryReserveExtension(id, element.Length, out var offset))
                continue;
            packet.Bytes.Slice(element.Offset, element.Length).CopyTo(destination[offset..]);
            // Dependencies are told as distances, so the number itself may move.
            if (element.Kind == RtpExtensionKind.DependencyDescriptor && packet.HasDescriptor)
                BinaryPrimitives.WriteUInt16BigEndian(destination[(offset + FrameNumberOffset)..], sent.Numbers.FrameNumber);
        }

        writer.TryReservePayload(0, out _);
        return writer.Length;
    }

    /// <summary>Writes the header of a packet that only fills its place; its payload is one byte of padding.</summary>
    public int WritePadding(Span<byte> destination, in SentPacket sent)
    {
        var length = WritePlain(destination, sent);
        destination[0] |= PaddingBit;
        return length;
    }

    private int WritePlain(Span<byte> destination, in SentPacket sent)
    {
        _plain.CopyTo(destination);
        RtpHeaderWriter.SetPayloadType(destination, sent.PayloadType);
        RtpHeaderWriter.SetMarker(destination, sent.Marker);
        RtpHeaderWriter.SetSequenceNumber(destination, sent.Numbers.Sequence);
        RtpHeaderWriter.SetTimestamp(destination, sent.Numbers.Timestamp);
        return _plain.Length;
    }

    private byte[] MakePlain()
    {
        Span<byte> header = stackalloc byte[MaxLength];
        if (!RtpPacketWriter.TryBegin(header, _form, out var writer))
            return [];
        writer.SetHeader(0, false, 0, 0, _ssrc);
        WriteOwn(ref writer);
        writer.TryReservePayload(0, out _);
        return header[..writer.Length].ToArray();
    }

    private static RtpExtensionForm FormOf(RtpExtensionMap extensions)
    {
        foreach (var kind in Enum.GetValues<RtpExtensionKind>())
        {
            if (extensions.IdOf(kind) > 14)
                return RtpExtensionForm.TwoByte;
        }

        return RtpExtensionForm.OneByte;
    }

    private void WriteOwn(ref RtpPacketWriter writer)
    {
        if (_midId != 0)
            writer.TryAddExtension(_midId, _mid);
        if (_transportId != 0)
            writer.TryReserveExtension(_transportId, TransportSequenceLength, out _);
        if (_sendTimeId != 0)
            writer.TryReserveExtension(_sendTimeId, AbsoluteSendTimeLength, out _);
    }
}
