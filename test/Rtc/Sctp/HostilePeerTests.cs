using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

/// <summary>A peer that has passed DTLS and now means harm: nothing is thrown, and memory and work stay bounded.</summary>
public sealed class HostilePeerTests
{
    [Fact]
    public void Mangled_packets_are_dropped_with_a_reason_or_end_the_association() => Seeds.Run(200, seed =>
    {
        var random = new SeededRandom((ulong)seed * 31);
        var (target, recorded) = Record(seed);
        for (var i = 0; i < 200 && target.Transport.State != SctpState.Closed; i++)
        {
            var packet = recorded[random.Next(recorded.Count)].ToArray();
            for (var change = 0; change < 1 + random.Next(6); change++)
                packet[SctpHeader.Length + random.Next(packet.Length - SctpHeader.Length)] = (byte)random.NextUInt64();
            if (random.Chance(0.3))
                packet = packet[..random.Next(packet.Length)];
            if (packet.Length >= SctpHeader.Length)
                SctpChecksum.Write(packet);
            target.Transport.Receive(packet, Timestamp.FromMilliseconds(2_000_000 + i), out _);
            if (target.Transport.NextDeadline < Timestamp.FromMilliseconds(2_000_000 + i))
                target.Transport.Tick(Timestamp.FromMilliseconds(2_000_000 + i));
        }
    });

    [Fact]
    public void Every_packet_cut_off_anywhere_is_survived()
    {
        var (target, recorded) = Record(1);
        foreach (var packet in recorded)
        {
            for (var length = 0; length < packet.Length; length++)
            {
                var cut = packet[..length];
                if (length >= SctpHeader.Length)
                    SctpChecksum.Write(cut);
                target.Transport.Receive(cut, Timestamp.FromMilliseconds(2_000_000), out _);
            }
        }
    }

    [Fact]
    public void Parts_that_never_become_a_message_are_not_taken_beyond_the_window()
    {
        var peer = new RawPeer();

        // Each message lacks its end, and the next one begins behind a gap.
        for (var tsn = 0; tsn < 10_000 && !peer.IsClosed; tsn += 2)
            peer.SendData(tsn + 1, stream: 0, sequence: (ushort)tsn, begins: true, ends: false, length: 1000);

        Assert.InRange(peer.Window, 0u, 2000u);
        Assert.True(peer.Drops[DropReason.SctpWindowExceeded] > 0);
    }

    [Fact]
    public void Messages_whose_turn_never_comes_end_the_association()
    {
        var peer = new RawPeer();

        // All TSNs come in a row, so all must be taken, but the first message of the stream never comes.
        for (var tsn = 0; tsn < 10_000 && !peer.IsClosed; tsn++)
            peer.SendData(tsn, stream: 0, sequence: (ushort)(tsn + 1), begins: true, ends: true, length: 1000);

        Assert.Equal([SctpCloseReason.OutOfResources], peer.Closings);
    }

    [Fact]
    public void A_message_longer_than_we_said_ends_the_association()
    {
        var peer = new RawPeer();

        for (var tsn = 0; tsn < 1000 && !peer.IsClosed; tsn++)
            peer.SendData(tsn, stream: 0, sequence: 0, begins: tsn == 0, ends: false, length: 1000);

        Assert.Equal([SctpCloseReason.ProtocolViolation], peer.Closings);
    }

    [Fact]
    public void A_million_tiny_parts_cost_no_more_than_their_number()
    {
        var peer = new RawPeer();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        for (var tsn = 0; tsn < 50_000 && !peer.IsClosed; tsn++)
            peer.SendData(tsn, stream: 0, sequence: 0, begins: tsn == 0, ends: false, length: 1);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_stream_beyond_those_we_have_ends_the_association()
    {
        var peer = new RawPeer();

        peer.SendData(0, stream: 60_000, sequence: 0, begins: true, ends: true, length: 10);

        Assert.Equal([SctpCloseReason.ProtocolViolation], peer.Closings);
    }

    [Fact]
    public void Data_without_a_channel_is_dropped_and_counted()
    {
        var peer = new RawPeer();

        peer.SendData(0, stream: 6, sequence: 0, begins: true, ends: true, length: 10);

        Assert.Equal(1, peer.Drops[DropReason.DataChannelUnknown]);
        Assert.False(peer.IsClosed);
    }

    /// <summary>A server after an exchange, and the packets that the client had sent to it.</summary>
    private static (DataEndpoint Target, List<byte[]> Packets) Record(int seed)
    {
        var pair = new DataPair(seed, LinkProfile.RoundTrip(20) with { Loss = 0.1 });
        var tap = new PacketTap(pair);
        pair.Connect();
        var channel = pair.Client.Open(change: options => options with { Reliability = Reliability.Retransmits(0) });
        for (var i = 0; i < 10; i++)
            pair.Client.Send(channel, new byte[3000]);
        pair.Client.Close(pair.Client.Open("other"));
        pair.World.RunFor(TimeSpan.FromSeconds(10));
        return (pair.Server, tap.Packets);
    }
}
