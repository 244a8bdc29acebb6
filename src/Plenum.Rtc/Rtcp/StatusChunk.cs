using System.Buffers.Binary;
using System.Numerics;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// One chunk of packet statuses: a run of one status, or a vector of one or two bits each
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01, sections 3.1.3 and 3.1.4).
/// </summary>
internal readonly struct StatusChunk(ushort bits)
{
    public const int Length = 2;
    public const int MaximumRun = 0x1fff;
    public const int OneBitCapacity = 14;
    public const int TwoBitCapacity = 7;

    private const ushort VectorBit = 0x8000;
    private const ushort TwoBitBit = 0x4000;

    private bool IsRun => (bits & VectorBit) == 0;

    private bool IsTwoBit => (bits & TwoBitBit) != 0;

    private PacketStatus RunStatus => (PacketStatus)((bits >> 13) & 3);

    public bool IsRunOfMissing => IsRun && RunStatus == PacketStatus.NotReceived;

    /// <summary>How many statuses the chunk holds; a vector's last ones may lie behind the message's range.</summary>
    public int Capacity => IsRun ? bits & MaximumRun : IsTwoBit ? TwoBitCapacity : OneBitCapacity;

    public static StatusChunk Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt16BigEndian(bytes));

    public static StatusChunk Run(PacketStatus status, int length) => new((ushort)(((int)status << 13) | length));

    /// <summary>A vector of the first statuses given, as many as fit; missing ones are written as not received.</summary>
    public static StatusChunk Vector(ReadOnlySpan<PacketStatus> statuses, bool twoBit)
    {
        int bits = VectorBit | (twoBit ? TwoBitBit : 0);
        var width = twoBit ? 2 : 1;
        for (var i = 0; i < statuses.Length; i++)
            bits |= (int)statuses[i] << (OneBitCapacity - (width * (i + 1)));
        return new StatusChunk((ushort)bits);
    }

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt16BigEndian(bytes, bits);

    public PacketStatus StatusAt(int index) => IsRun
        ? RunStatus
        : IsTwoBit
            ? (PacketStatus)((bits >> (OneBitCapacity - (2 * (index + 1)))) & 3)
            : (PacketStatus)((bits >> (OneBitCapacity - 1 - index)) & 1);

    /// <summary>How many of the <paramref name="wanted"/> statuses are in here, and the bytes their deltas take.</summary>
    /// <returns>False for a chunk that covers nothing or uses the reserved status.</returns>
    public bool TryMeasure(int wanted, out int covered, out int deltaBytes)
    {
        covered = Math.Min(wanted, Capacity);
        deltaBytes = 0;
        if (IsRun)
        {
            deltaBytes = covered * (int)RunStatus;
            return covered > 0 && RunStatus != PacketStatus.Reserved;
        }
        if (!IsTwoBit)
        {
            deltaBytes = BitOperations.PopCount((uint)(bits & 0x3fff) >> (OneBitCapacity - covered));
            return true;
        }
        for (var i = 0; i < covered; i++)
        {
            var status = StatusAt(i);
            if (status == PacketStatus.Reserved)
                return false;
            deltaBytes += (int)status;
        }
        return true;
    }
}
