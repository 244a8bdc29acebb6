using System.Buffers.Binary;
using System.Numerics;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// Writes RTCP packets one after another into the caller's bytes. A packet that finds no room is not written and
/// false is returned; what stands there already stays valid.
/// </summary>
public ref struct RtcpWriter
{
    private const int MaximumCount = 31;
    private const byte Version2 = 0x80;
    private const byte PaddingBit = 0x20;

    private readonly Span<byte> _buffer;

    /// <summary>Starts a compound, or a reduced-size packet (RFC 5506) if no report is written first.</summary>
    public RtcpWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>The bytes written so far, always a multiple of four.</summary>
    public int Length { get; private set; }

    /// <summary>The room that is left.</summary>
    internal readonly int Room => _buffer.Length - Length;

    /// <summary>Writes a sender report (RFC 3550, section 6.4.1) with up to 31 blocks.</summary>
    public bool TryWriteSenderReport(Ssrc sender, in SenderInfo info, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var size = 4 + SenderInfo.Length + (blocks.Length * ReportBlock.Length);
        if (blocks.Length > MaximumCount || !TryBegin(RtcpType.SenderReport, blocks.Length, size, out var body))
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(body, sender.Value);
        info.Write(body[4..]);
        WriteBlocks(blocks, body[(4 + SenderInfo.Length)..]);
        return true;
    }

    /// <summary>Writes a receiver report (RFC 3550, section 6.4.2) with up to 31 blocks.</summary>
    public bool TryWriteReceiverReport(Ssrc sender, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var size = 4 + (blocks.Length * ReportBlock.Length);
        if (blocks.Length > MaximumCount || !TryBegin(RtcpType.ReceiverReport, blocks.Length, size, out var body))
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(body, sender.Value);
        WriteBlocks(blocks, body[4..]);
        return true;
    }

    /// <summary>Writes a source description with one canonical name (RFC 3550, section 6.5.1) of up to 255 bytes.</summary>
    public bool TryWriteCanonicalName(Ssrc source, scoped ReadOnlySpan<byte> name)
    {
        // At least one zero ends the chunk, and zeros fill it up to a multiple of four.
        var size = (4 + 2 + name.Length + 4) & ~3;
        if (name.Length > byte.MaxValue || !TryBegin(RtcpType.SourceDescription, 1, size, out var body))
            return false;
        body.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(body, source.Value);
        body[4] = SourceDescriptionItem.CanonicalName;
        body[5] = (byte)name.Length;
        name.CopyTo(body[6..]);
        return true;
    }

    /// <summary>Writes a BYE for one source.</summary>
    public bool TryWriteGoodbye(Ssrc source)
    {
        if (!TryBegin(RtcpType.Bye, 1, 4, out var body))
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(body, source.Value);
        return true;
    }

    /// <summary>
    /// Writes a NACK (RFC 4585, section 6.2.1). Ascending numbers (modulo the wrap) that lie close together share an
    /// item; more than the room holds are left out from the end.
    /// </summary>
    /// <returns>How many of the numbers were written.</returns>
    public int WriteNack(FeedbackHeader header, scoped ReadOnlySpan<ushort> missing)
    {
        var items = Math.Max(0, Room - RtcpPacket.HeaderLength - FeedbackHeader.Length) / Nack.ItemLength;
        if (missing.IsEmpty || items == 0)
            return 0;
        var start = Length + RtcpPacket.HeaderLength + FeedbackHeader.Length;
        var end = start;
        var written = 0;
        for (; written < missing.Length && items > 0; items--)
        {
            var first = missing[written++];
            ushort mask = 0;
            while (written < missing.Length && (ushort)(missing[written] - first - 1) < 16)
                mask |= (ushort)(1 << (ushort)(missing[written++] - first - 1));
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[end..], first);
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[(end + 2)..], mask);
            end += Nack.ItemLength;
        }
        TryBeginFeedback(RtcpType.TransportFeedback, Nack.MessageType, header, end - start, out _);
        return written;
    }

    /// <summary>Writes a request for a key frame (RFC 4585, section 6.3.1).</summary>
    public bool TryWritePictureLossIndication(FeedbackHeader header) =>
        TryBeginFeedback(RtcpType.PayloadFeedback, PictureLossIndication.MessageType, header, 0, out _);

    /// <summary>
    /// Writes a FIR for one stream (RFC 5104, section 4.3.1). The number goes up with each new request, and stays when
    /// one is repeated.
    /// </summary>
    public bool TryWriteFullIntraRequest(Ssrc sender, Ssrc media, byte sequenceNumber)
    {
        var header = new FeedbackHeader(sender, default);
        if (!TryBeginFeedback(
            RtcpType.PayloadFeedback, FullIntraRequest.MessageType, header, FullIntraRequest.EntryLength, out var entry))
        {
            return false;
        }
        entry.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(entry, media.Value);
        entry[4] = sequenceNumber;
        return true;
    }

    /// <summary>Writes a REMB about up to 255 streams; the rate is rounded down to 18 significant bits.</summary>
    public bool TryWriteMaximumBitrate(Ssrc sender, Bitrate bitrate, scoped ReadOnlySpan<Ssrc> streams)
    {
        var size = MaximumBitrate.FixedLength + (streams.Length * 4);
        if (streams.Length > byte.MaxValue || !TryBeginFeedback(
            RtcpType.PayloadFeedback, MaximumBitrate.MessageType, new FeedbackHeader(sender, default), size, out var body))
        {
            return false;
        }
        var bits = (ulong)Math.Max(0, bitrate.BitsPerSecond);
        var exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount(bits) - MaximumBitrate.MantissaBits);
        MaximumBitrate.Identifier.CopyTo(body);
        BinaryPrimitives.WriteUInt32BigEndian(
            body[4..],
            ((uint)streams.Length << 24) | ((uint)exponent << MaximumBitrate.MantissaBits) | (uint)(bits >> exponent));
        for (var i = 0; i < streams.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(body[(MaximumBitrate.FixedLength + (i * 4))..], streams[i].Value);
        return true;
    }

    /// <summary>Writes a receiver reference time (RRTR, RFC 3611 section 4.4).</summary>
    public bool TryWriteReferenceTime(Ssrc sender, NtpTime time)
    {
        if (!TryBeginExtended(sender, ExtendedReportBlock.ReferenceTimeType, 8, out var block))
            return false;
        BinaryPrimitives.WriteUInt64BigEndian(block, time.Value);
        return true;
    }

    /// <summary>Answers reference times (DLRR, RFC 3611 section 4.5).</summary>
    public bool TryWriteReceiverDelays(Ssrc sender, scoped ReadOnlySpan<ReceiverDelay> delays)
    {
        var size = delays.Length * ReceiverDelay.Length;
        if (!TryBeginExtended(sender, ExtendedReportBlock.DelayType, size, out var block))
            return false;
        for (var i = 0; i < delays.Length; i++)
            delays[i].Write(block[(i * ReceiverDelay.Length)..]);
        return true;
    }

    /// <summary>Writes a feedback header; the caller fills its control information.</summary>
    internal bool TryBeginFeedback(
        RtcpType type,
        byte messageType,
        FeedbackHeader header,
        int length,
        out Span<byte> information)
    {
        information = default;
        if (!TryBegin(type, messageType, FeedbackHeader.Length + length, out var body))
            return false;
        header.Write(body);
        information = body[FeedbackHeader.Length..];
        return true;
    }

    private static void WriteBlocks(ReadOnlySpan<ReportBlock> blocks, Span<byte> destination)
    {
        for (var i = 0; i < blocks.Length; i++)
            blocks[i].Write(destination[(i * ReportBlock.Length)..]);
    }

    private bool TryBeginExtended(Ssrc sender, byte blockType, int length, out Span<byte> block)
    {
        block = default;
        if (!TryBegin(RtcpType.ExtendedReport, 0, 4 + ExtendedReport.BlockHeader + length, out var body))
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(body, sender.Value);
        body[4] = blockType;
        body[5] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(body[6..], (ushort)(length / 4));
        block = body[(4 + ExtendedReport.BlockHeader)..];
        return true;
    }

    private bool TryBegin(RtcpType type, int count, int length, out Span<byte> body)
    {
        body = default;
        var padding = -length & 3;
        var size = RtcpPacket.HeaderLength + length + padding;
        if (size > Room || size > ushort.MaxValue)
            return false;
        var packet = _buffer.Slice(Length, size);
        packet[0] = (byte)(Version2 | (padding > 0 ? PaddingBit : 0) | count);
        packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((size / 4) - 1));
        body = packet.Slice(RtcpPacket.HeaderLength, length);
        if (padding > 0)
        {
            packet[^padding..].Clear();
            packet[^1] = (byte)padding;
        }
        Length += size;
        return true;
    }
}
