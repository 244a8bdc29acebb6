using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// Spreads what a client with a narrow path is sent over time, so that the frames of several publishers do not pile up in
/// the queue before its bottleneck: sound at once, then repetitions, then pictures. Only a client whose path has shown a
/// limit has one; the others' packets are never copied.
/// </summary>
internal sealed class ConnectionPacing
{
    private static readonly Bitrate Unlimited = Bitrate.FromKilobits(1_000_000_000);

    private readonly Shard _shard;
    private readonly HeldPackets _held;
    private readonly Pacer _pacer = new();

    public ConnectionPacing(Shard shard, HeldPackets held)
    {
        (_shard, _held) = (shard, held);
        held.Join();
    }

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
        var handle = _held.Take();
        _held[handle].Fill(line, header, payload, isRepetition);
        var priority = !line.Plan.IsVideo ? PacerPriority.Audio
            : isRepetition ? PacerPriority.Retransmission
            : PacerPriority.Video;
        var isTaken = _pacer.TryEnqueue(priority, handle, length + PathOverhead.PerDatagram, now);
        if (!isTaken)
            _held.Return(handle);
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
                new ShardMediaSender(_shard, now).SendHeld(line, packet);
            _held.Return(due.Handle);
        }
    }

    /// <summary>Sends everything: there is no limit any more.</summary>
    public void Flush(Timestamp now)
    {
        _pacer.SetRate(Unlimited, now);
        Release(now);
        _held.Leave();
    }

    /// <summary>Nothing more is sent.</summary>
    public void End(Timestamp now)
    {
        _pacer.SetRate(Unlimited, now);
        while (_pacer.TryDequeue(now, out var due))
            _held.Return(due.Handle);
        _held.Leave();
    }
}
