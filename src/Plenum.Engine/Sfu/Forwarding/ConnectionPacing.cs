using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// Spreads what a client with a narrow path is sent over time, so that the frames of several publishers do not pile up in
/// the queue before its bottleneck: sound at once, then repetitions, then pictures. Only a client whose path has shown a
/// limit has one; the others' packets are never copied.
/// </summary>
internal sealed class ConnectionPacing(Shard shard)
{
    private static readonly Bitrate Unlimited = Bitrate.FromKilobits(1_000_000_000);

    private readonly Pacer _pacer = new();
    private readonly List<HeldPacket> _held = [];
    private readonly Stack<int> _free = new();

    /// <summary>When <see cref="Release"/> is due.</summary>
    public Timestamp NextDeadline => _pacer.NextDeadline;

    /// <summary>What waits.</summary>
    public long QueuedBits => _pacer.QueuedBytes * 8L;

    public void SetRate(Bitrate rate, Timestamp now) => _pacer.SetRate(rate, now);

    /// <summary>Takes a packet in, and sends what may leave now.</summary>
    /// <returns>False if it was dropped because too much waits.</returns>
    public bool Take(
        OutboundLine line, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, bool isRepetition, Timestamp now)
    {
        var length = header.Length + payload.Length;
        if (!HeldPacket.CanHold(length))
            return false;
        if (!_free.TryPop(out var handle))
        {
            handle = _held.Count;
            _held.Add(new HeldPacket());
        }

        _held[handle].Fill(line, header, payload, isRepetition);
        var priority = !line.Plan.IsVideo ? PacerPriority.Audio
            : isRepetition ? PacerPriority.Retransmission
            : PacerPriority.Video;
        var isTaken = _pacer.TryEnqueue(priority, handle, length + PathOverhead.PerDatagram, now);
        if (!isTaken)
            Free(handle);
        Release(now);
        return isTaken;
    }

    /// <summary>Sends what may leave now.</summary>
    public void Release(Timestamp now)
    {
        while (_pacer.TryDequeue(now, out var due))
        {
            var packet = _held[due.Handle];
            // Its section may have been put to rest while it waited.
            if (packet.Line is { IsActive: true } line)
                new ShardMediaSender(shard, now).SendHeld(line, packet);
            Free(due.Handle);
        }
    }

    /// <summary>Sends everything: there is no limit any more.</summary>
    public void Flush(Timestamp now)
    {
        _pacer.SetRate(Unlimited, now);
        Release(now);
    }

    private void Free(int handle)
    {
        _held[handle].Clear();
        _free.Push(handle);
    }
}
