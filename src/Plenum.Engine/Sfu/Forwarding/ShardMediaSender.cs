using Plenum.Engine.Shards;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// Where a media room writes what it forwards: straight into the shard's send batch. The header is written there by the
/// room, and the payload is encrypted from the publisher's packet to behind it.
/// </summary>
internal readonly struct ShardMediaSender(Shard shard, Timestamp now) : IMediaSender
{
    /// <summary>What protection and retransmission add at most.</summary>
    private const int Overhead = 32;

    public Span<byte> Reserve(ReceiveSlot slot, int maxLength) => Reserve(LineOf(slot), maxLength);

    public void Send(ReceiveSlot slot, Span<byte> space, int headerLength, ReadOnlySpan<byte> payload)
    {
        var line = LineOf(slot);
        if (line.Connection.Pacing is not null)
            line.Connection.Pace(line, space[..headerLength], payload, isRepetition: false, now);
        else if (line.Peer.Peer.TryProtectRtp(line.Stream, space, headerLength, payload, now, out var length))
            Commit(line, length);
    }

    public void Repeat(ReceiveSlot slot, Span<byte> space, int length)
    {
        var line = LineOf(slot);
        if (line.Connection.Pacing is not null)
            line.Connection.Pace(line, space[..length], [], isRepetition: true, now);
        else
            CommitRepetition(line, space, length);
    }

    /// <summary>Sends a packet that has waited.</summary>
    public void SendHeld(OutboundLine line, HeldPacket packet)
    {
        var space = Reserve(line, packet.Bytes.Length);
        packet.Bytes.CopyTo(space);
        var payload = space[packet.HeaderLength..packet.Bytes.Length];
        if (packet.IsRepetition)
            CommitRepetition(line, space, packet.Bytes.Length);
        else if (line.Peer.Peer.TryProtectRtp(line.Stream, space, packet.HeaderLength, payload, now, out var length))
            Commit(line, length);
    }

    public void Prefetch(ReceiveSlot slot, int level)
    {
        if (level == 1)
            Rtc.Prefetch.Object(slot.Tag, 2);
        else if (slot.Tag is OutboundLine line)
            Prefetch(line, level);
    }

    public void SetSenderClock(ReceiveSlot slot, NtpTime ntp, uint timestamp, Timestamp at) =>
        LineOf(slot).Stream.SetSenderClock(ntp, timestamp, at);

    private static void Prefetch(OutboundLine line, int level)
    {
        switch (level)
        {
            case 2:
                Rtc.Prefetch.Object(line.Peer, 2);
                Rtc.Prefetch.Object(line.Connection, 2);
                Rtc.Prefetch.Object(line.Stream, 2);
                break;
            case 3:
                Rtc.Prefetch.Object(line.Peer.Peer, 4);
                break;
            default:
                line.Peer.Peer.PrefetchSending(line.Stream, level - 4);
                break;
        }
    }

    private static OutboundLine LineOf(ReceiveSlot slot) => (OutboundLine)slot.Tag!;

    private Span<byte> Reserve(OutboundLine line, int maxLength) =>
        shard.Sender.Reserve(line.Peer, maxLength + Overhead);

    private void CommitRepetition(OutboundLine line, Span<byte> space, int length)
    {
        if (line.Peer.Peer.TryProtectRetransmission(line.Stream, space, length, now, out var protectedLength))
            Commit(line, protectedLength);
    }

    private void Commit(OutboundLine line, int length)
    {
        shard.Sender.Commit(line.Peer, length);
        // Only where it makes the peer due earlier: to ask each one costs more than to look at one too soon.
        if (line.Peer.Peer.SendingDeadline < line.Peer.DueAt)
            shard.Touch(line.Peer);
    }
}
