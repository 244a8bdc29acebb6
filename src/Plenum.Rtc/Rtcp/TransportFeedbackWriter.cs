using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>Encodes what an <see cref="ArrivalRecorder"/> holds as one transport feedback message.</summary>
internal static class TransportFeedbackWriter
{
    private const int MaximumCount = ArrivalRecorder.Capacity;
    private const int MaximumChunkBytes = (MaximumCount + StatusChunk.TwoBitCapacity) / StatusChunk.TwoBitCapacity * StatusChunk.Length;

    public static bool TryWrite(
        ref RtcpWriter writer,
        FeedbackHeader header,
        ArrivalRecorder arrivals,
        byte feedbackCount,
        out int count)
    {
        const int overhead = RtcpPacket.HeaderLength + FeedbackHeader.Length + TransportFeedback.FixedLength + 3;
        Span<PacketStatus> statuses = stackalloc PacketStatus[MaximumCount];
        count = Classify(arrivals, writer.Room - overhead, statuses, out var reference, out var deltaBytes);
        if (count == 0)
            return false;
        Span<byte> chunks = stackalloc byte[MaximumChunkBytes];
        var chunkBytes = WriteChunks(statuses[..count], chunks);
        if (!writer.TryBeginFeedback(
            RtcpType.TransportFeedback,
            TransportFeedback.MessageType,
            header,
            TransportFeedback.FixedLength + chunkBytes + deltaBytes,
            out var body))
        {
            return false;
        }
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)arrivals.Begin);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], (ushort)count);
        BinaryPrimitives.WriteInt32BigEndian(body[4..], (int)(reference << 8) | feedbackCount);
        chunks[..chunkBytes].CopyTo(body[TransportFeedback.FixedLength..]);
        WriteDeltas(arrivals, statuses[..count], reference, body[(TransportFeedback.FixedLength + chunkBytes)..]);
        return true;
    }

    /// <summary>Gives each number its status until the room is used up or a delta cannot be said.</summary>
    private static int Classify(
        ArrivalRecorder arrivals,
        int room,
        Span<PacketStatus> statuses,
        out long reference,
        out int deltaBytes)
    {
        reference = 0;
        deltaBytes = 0;
        long? previous = null;
        var count = 0;
        var leading = 0;
        for (var number = arrivals.Begin; number < arrivals.End; number++, count++)
        {
            var status = PacketStatus.NotReceived;
            if (arrivals.TryGetArrival(number, out var ticks))
            {
                if (previous is null)
                    reference = FloorToReference(ticks);
                var delta = ticks - (previous ?? reference * TransportFeedback.TicksPerReference);
                if (delta is < short.MinValue or > short.MaxValue)
                    break;
                status = delta is >= 0 and <= byte.MaxValue ? PacketStatus.SmallDelta : PacketStatus.LargeDelta;
                previous = ticks;
            }
            leading = previous is null ? count + 1 : leading;
            // At worst the missing packets in front take a run, and the rest vectors of two bits each.
            var chunks = 2 + ((count - leading) / StatusChunk.TwoBitCapacity);
            if ((chunks * StatusChunk.Length) + deltaBytes + (int)status > room)
                break;
            statuses[count] = status;
            deltaBytes += (int)status;
        }
        // A range in which nothing arrived has no reference time; it waits for the next arrival.
        return previous is null ? 0 : count;
    }

    private static long FloorToReference(long ticks) => ticks >= 0
        ? ticks / TransportFeedback.TicksPerReference
        : ((ticks + 1) / TransportFeedback.TicksPerReference) - 1;

    private static int WriteChunks(ReadOnlySpan<PacketStatus> statuses, Span<byte> destination)
    {
        var length = 0;
        while (!statuses.IsEmpty)
        {
            var chunk = NextChunk(statuses, out var covered);
            chunk.Write(destination[length..]);
            length += StatusChunk.Length;
            statuses = statuses[covered..];
        }
        return length;
    }

    /// <summary>The chunk that covers most of the coming statuses.</summary>
    private static StatusChunk NextChunk(ReadOnlySpan<PacketStatus> statuses, out int covered)
    {
        var run = statuses.IndexOfAnyExcept(statuses[0]);
        run = Math.Min(run < 0 ? statuses.Length : run, StatusChunk.MaximumRun);
        var oneBit = statuses[..Math.Min(statuses.Length, StatusChunk.OneBitCapacity)];
        var isTwoBit = oneBit.Contains(PacketStatus.LargeDelta);
        covered = isTwoBit ? Math.Min(statuses.Length, StatusChunk.TwoBitCapacity) : oneBit.Length;
        if (run < covered)
            return StatusChunk.Vector(statuses[..covered], isTwoBit);
        covered = run;
        return StatusChunk.Run(statuses[0], run);
    }

    private static void WriteDeltas(
        ArrivalRecorder arrivals,
        ReadOnlySpan<PacketStatus> statuses,
        long reference,
        Span<byte> destination)
    {
        var previous = reference * TransportFeedback.TicksPerReference;
        for (var i = 0; i < statuses.Length; i++)
        {
            if (!arrivals.TryGetArrival(arrivals.Begin + i, out var ticks))
                continue;
            var delta = ticks - previous;
            previous = ticks;
            if (statuses[i] == PacketStatus.SmallDelta)
                destination[0] = (byte)delta;
            else
                BinaryPrimitives.WriteInt16BigEndian(destination, (short)delta);
            destination = destination[(int)statuses[i]..];
        }
    }
}
