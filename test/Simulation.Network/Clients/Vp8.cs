using System.Buffers.Binary;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Clients;

/// <summary>A VP8 packet as a publisher sends it; behind the descriptor it says what it is, for tests to read back.</summary>
public sealed record Vp8
{
    public const byte PayloadType = 96;

    /// <summary>Less is no payload of ours.</summary>
    public const int LeastPayload = 11;

    public ushort Sequence { get; init; }

    public uint Timestamp { get; init; }

    public uint Ssrc { get; init; } = 1;

    public bool IsKey { get; init; }

    public bool IsStart { get; init; } = true;

    public bool IsEnd { get; init; } = true;

    public ushort PictureId { get; init; }

    public byte Index { get; init; }

    public byte Temporal { get; init; }

    public bool IsSync { get; init; }

    public byte Publication { get; init; }

    public byte Encoding { get; init; }

    /// <summary>The frame's number in its stream.</summary>
    public ushort Frame { get; init; }

    public int Length { get; init; } = 100;

    public byte[] ToBytes()
    {
        var bytes = new byte[RtpHeader.FixedLength + PayloadLength];
        RtpHeaderWriter.Write(bytes, PayloadType, IsEnd, Sequence, Timestamp, new Ssrc(Ssrc));
        WritePayload(bytes.AsSpan(RtpHeader.FixedLength));
        return bytes;
    }

    public int PayloadLength => 6 + Length;

    public void WritePayload(Span<byte> payload)
    {
        payload[0] = (byte)(0x80 | (IsStart ? 0x10 : 0));
        payload[1] = 0xe0;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(0x8000 | PictureId));
        payload[4] = Index;
        payload[5] = (byte)((Temporal << 6) | (IsSync ? 0x20 : 0));
        WriteContent(payload[6..]);
    }

    /// <summary>What it is, behind the descriptor.</summary>
    internal void WriteContent(Span<byte> data)
    {
        data[0] = (byte)(IsKey ? 0 : 1);
        data[1] = Publication;
        data[2] = Encoding;
        BinaryPrimitives.WriteUInt16BigEndian(data[3..], Frame);
    }

    public static Vp8 Read(RtpPacket packet)
    {
        var payload = packet.Payload;
        return ReadContent(packet, payload[6..]) with
        {
            IsStart = (payload[0] & 0x10) != 0,
            PictureId = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(payload[2..]) & 0x7fff),
            Index = payload[4],
            Temporal = (byte)(payload[5] >> 6),
            IsSync = (payload[5] & 0x20) != 0,
        };
    }

    internal static Vp8 ReadContent(RtpPacket packet, ReadOnlySpan<byte> data) => new()
    {
        Sequence = packet.Header.SequenceNumber,
        Timestamp = packet.Header.Timestamp,
        Ssrc = packet.Header.Ssrc.Value,
        IsEnd = packet.Header.Marker,
        IsKey = (data[0] & 1) == 0,
        Publication = data[1],
        Encoding = data[2],
        Frame = BinaryPrimitives.ReadUInt16BigEndian(data[3..]),
        Length = data.Length,
    };
}
