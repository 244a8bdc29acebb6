using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.FanOut;

/// <summary>
/// Sends what one peer publishes to all others: gathers the packets of a round, then writes for each receiver all it
/// is owed in one go, so that a frame leaves as one message.
/// </summary>
internal sealed class FanOut
{
    private const int MaxPending = 64;
    private const int SlotSize = 2048;

    private readonly byte[] _pending = GC.AllocateUninitializedArray<byte>(MaxPending * SlotSize, pinned: true);
    private readonly int[] _lengths = new int[MaxPending];
    private readonly List<Receiver> _receivers = [];
    private int _count;

    public Shard? Shard { get; set; }

    public bool HasPending => _count > 0;

    /// <summary>Packets handed to receivers so far; read by the measuring thread.</summary>
    public long Delivered { get; private set; }

    public Standstills Standstills { get; } = new();

    public void Add(ShardPeer peer, OutboundStream stream) => _receivers.Add(new(peer, stream));

    public void Gather(scoped in ReceivedRtp packet)
    {
        if (_count == MaxPending)
            Forward(ShardClock.Now);
        packet.Packet.Bytes.CopyTo(_pending.AsSpan(_count * SlotSize, SlotSize));
        _lengths[_count++] = packet.Length;
    }

    public void Forward(Timestamp now)
    {
        Standstills.Begin();
        foreach (var receiver in _receivers)
        {
            for (var index = 0; index < _count; index++)
                Forward(receiver, _pending.AsSpan(index * SlotSize, _lengths[index]), now);
            Standstills.Advance();
        }

        Delivered += (long)_count * _receivers.Count;
        _count = 0;
    }

    private void Forward(Receiver receiver, ReadOnlySpan<byte> packet, Timestamp now)
    {
        if (!RtpHeader.TryParse(packet, out var header))
            return;
        var space = Shard!.Sender.Reserve(receiver.Peer, packet.Length + 32);
        packet[..header.Length].CopyTo(space);
        RtpHeaderWriter.SetSsrc(space, receiver.Stream.Ssrc);
        RtpHeaderWriter.SetSequenceNumber(space, receiver.NextSequence++);
        if (receiver.Peer.Peer.TryProtectRtp(
                receiver.Stream, space, header.Length, packet[header.Length..], now, out var length))
        {
            Shard.Sender.Commit(receiver.Peer, length);
        }
    }

    private sealed class Receiver(ShardPeer peer, OutboundStream stream)
    {
        public ShardPeer Peer => peer;

        public OutboundStream Stream => stream;

        public ushort NextSequence { get; set; }
    }
}
