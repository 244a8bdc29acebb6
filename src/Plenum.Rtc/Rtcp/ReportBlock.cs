using System.Buffers.Binary;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>What a receiver says about one source (RFC 3550, section 6.4.1).</summary>
public readonly record struct ReportBlock
{
    /// <summary>The bytes of a block.</summary>
    public const int Length = 24;

    /// <summary>The source reported on.</summary>
    public Ssrc Source { get; init; }

    /// <summary>The share lost since the last report, in 1/256.</summary>
    public byte FractionLost { get; init; }

    /// <summary>The packets lost since the start, 24 bits, negative when duplicates outnumber losses.</summary>
    public int CumulativeLost { get; init; }

    /// <summary>The highest sequence number received, extended by its count of wraps.</summary>
    public uint ExtendedHighestSequence { get; init; }

    /// <summary>The variation of transit times, in the clock of the media.</summary>
    public uint Jitter { get; init; }

    /// <summary>The middle of the last sender report's NTP time; 0 if none came yet.</summary>
    public NtpShort LastSenderReport { get; init; }

    /// <summary>The delay between receiving that report and sending this one; 0 if none came yet.</summary>
    public NtpShort DelaySinceLastSenderReport { get; init; }

    /// <summary>Reads a block of exactly <see cref="Length"/> bytes.</summary>
    internal static ReportBlock Read(ReadOnlySpan<byte> block) => new()
    {
        Source = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(block)),
        FractionLost = block[4],
        CumulativeLost = BinaryPrimitives.ReadInt32BigEndian(block[4..]) << 8 >> 8,
        ExtendedHighestSequence = BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
        Jitter = BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        LastSenderReport = new NtpShort(BinaryPrimitives.ReadUInt32BigEndian(block[16..])),
        DelaySinceLastSenderReport = new NtpShort(BinaryPrimitives.ReadUInt32BigEndian(block[20..])),
    };

    /// <summary>Writes a block of <see cref="Length"/> bytes.</summary>
    internal void Write(Span<byte> block)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, Source.Value);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], (FractionLost << 24) | (CumulativeLost & 0xffffff));
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], ExtendedHighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], LastSenderReport.Value);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], DelaySinceLastSenderReport.Value);
    }
}
