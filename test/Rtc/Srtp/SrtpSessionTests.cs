using Plenum.Rtc.Srtp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Srtp;

public sealed class SrtpSessionTests
{
    public static TheoryData<SrtpProfile> Profiles() => new(Enum.GetValues<SrtpProfile>());

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_one_side_protects_the_other_opens(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var (rtp, rtcp) = (SrtpPair.Rtp(1), SrtpPair.Rtcp());

        Assert.Equal(DropReason.None, pair.ReceiveRtp(pair.ProtectRtp(rtp), rtp));
        Assert.Equal(DropReason.None, pair.ReceiveRtcp(pair.ProtectRtcp(rtcp), rtcp));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void The_two_directions_have_keys_of_their_own(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var packet = pair.ProtectRtp(SrtpPair.Rtp(1));

        Assert.False(pair.Client.Inbound.TryUnprotectRtp(packet, out _, out var reason));
        Assert.Equal(DropReason.SrtpNotAuthentic, reason);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_payload_elsewhere_is_encrypted_into_place_and_stays_as_it_was(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var packet = SrtpPair.Rtp(1);
        var payload = packet[12..];
        var destination = new byte[200];
        packet.AsSpan(0, 12).CopyTo(destination);

        Assert.True(pair.Client.Outbound.TryProtectRtp(destination, 12, payload, out var length));

        Assert.Equal(packet[12..], payload);
        Assert.Equal(DropReason.None, pair.ReceiveRtp(destination[..length], packet));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_changed_bit_is_noticed_and_nothing_is_learned_from_it(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var plain = SrtpPair.Rtp(60000, payloadLength: 8);
        var packet = pair.ProtectRtp(plain);

        // Not the first byte: its bits say what the packet is, and are tried elsewhere.
        for (var bit = 8; bit < packet.Length * 8; bit++)
        {
            var forged = packet.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(DropReason.SrtpNotAuthentic, pair.ReceiveRtp(forged));
        }

        Assert.Equal(DropReason.None, pair.ReceiveRtp(packet, plain));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_changed_bit_of_rtcp_is_noticed(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var plain = SrtpPair.Rtcp();
        var packet = pair.ProtectRtcp(plain);

        for (var bit = 8; bit < packet.Length * 8; bit++)
        {
            var forged = packet.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(DropReason.SrtcpNotAuthentic, pair.ReceiveRtcp(forged));
        }

        Assert.Equal(DropReason.None, pair.ReceiveRtcp(packet, plain));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_forged_sequence_number_does_not_move_the_roll_over_counter(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        pair.ReceiveRtp(pair.ProtectRtp(SrtpPair.Rtp(100)));
        var forged = pair.ProtectRtp(SrtpPair.Rtp(101));
        forged[2] = 0x7F;

        for (var i = 0; i < 10; i++)
        {
            forged[2] += 0x20;
            Assert.NotEqual(DropReason.None, pair.ReceiveRtp(forged));
        }

        Assert.Equal(DropReason.None, pair.ReceiveRtp(pair.ProtectRtp(SrtpPair.Rtp(102))));
    }

    [Fact]
    public void A_replayed_packet_is_dropped()
    {
        using var pair = new SrtpPair();
        var rtp = pair.ProtectRtp(SrtpPair.Rtp(1));
        var rtcp = pair.ProtectRtcp(SrtpPair.Rtcp());
        pair.ReceiveRtp(rtp);
        pair.ReceiveRtcp(rtcp);

        Assert.Equal(DropReason.SrtpReplayed, pair.ReceiveRtp(rtp));
        Assert.Equal(DropReason.SrtcpReplayed, pair.ReceiveRtcp(rtcp));
    }

    [Fact]
    public void A_packet_behind_the_window_is_dropped_and_one_at_its_edge_taken()
    {
        using var pair = new SrtpPair(options: new SrtpOptions { ReplayWindow = 64 });
        var packets = Enumerable.Range(0, 66).Select(i => pair.ProtectRtp(SrtpPair.Rtp((ushort)i))).ToList();
        pair.ReceiveRtp(packets[65]);

        Assert.Equal(DropReason.SrtpTooOld, pair.ReceiveRtp(packets[1]));
        Assert.Equal(DropReason.None, pair.ReceiveRtp(packets[2]));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void The_sequence_number_wraps_many_times_under_loss_and_reordering(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var random = new SeededRandom(11);
        var late = new Queue<(byte[] Sealed, byte[] Plain)>();
        var taken = 0;
        for (long index = 0xFF00; index < 5 * 0x10000; index += 1 + random.Next(random.Chance(0.02) ? 9000 : 60))
        {
            var plain = SrtpPair.Rtp((ushort)index, payloadLength: 4);
            var packet = (pair.ProtectRtp(plain), plain);
            if (random.Chance(0.3))
                late.Enqueue(packet);
            else
                Assert.Equal(DropReason.None, pair.ReceiveRtp(packet.Item1, plain));
            taken++;
            if (late.Count > 3)
                ReceiveLate(pair, late.Dequeue());
        }

        Assert.True(taken > 1000);
    }

    [Fact]
    public void Sources_have_roll_over_counters_of_their_own()
    {
        using var pair = new SrtpPair();
        foreach (var sequence in new ushort[] { 65535, 0, 1 })
        {
            Assert.Equal(DropReason.None, pair.ReceiveRtp(pair.ProtectRtp(SrtpPair.Rtp(sequence, ssrc: 1))));
            Assert.Equal(DropReason.None, pair.ReceiveRtp(pair.ProtectRtp(SrtpPair.Rtp((ushort)(sequence + 9), ssrc: 2))));
        }
    }

    [Fact]
    public void An_index_is_never_used_twice_even_with_another_header()
    {
        using var pair = new SrtpPair();
        pair.ProtectRtp(SrtpPair.Rtp(5));
        var again = new byte[200];
        SrtpPair.Rtp(5).CopyTo(again, 0);
        again[1] = 97;
        var before = again.ToArray();

        Assert.False(pair.Client.Outbound.TryProtectRtp(again, 112, out _));
        Assert.Equal(before, again);
    }

    [Fact]
    public void A_source_that_was_found_before_shares_its_numbers_with_every_other_way_to_send()
    {
        using var pair = new SrtpPair();
        var packet = SrtpPair.Rtp(5, ssrc: 7);
        var buffer = new byte[200];
        packet.CopyTo(buffer, 0);
        var source = pair.Client.Outbound.SourceOf(7)!;

        Assert.True(pair.Client.Outbound.TryProtectRtp(source, buffer, 12, packet.AsSpan(12), out var length));
        Assert.Equal(DropReason.None, pair.ReceiveRtp(buffer[..length], packet));
        packet.CopyTo(buffer, 0);
        Assert.False(pair.Client.Outbound.TryProtectRtp(buffer, packet.Length, out _));
        Assert.Same(source, pair.Client.Outbound.SourceOf(7));
    }

    [Fact]
    public void A_sender_that_left_packets_out_may_still_send_them()
    {
        using var pair = new SrtpPair();
        var later = pair.ProtectRtp(SrtpPair.Rtp(6));
        var earlier = pair.ProtectRtp(SrtpPair.Rtp(5));

        Assert.Equal(DropReason.None, pair.ReceiveRtp(later));
        Assert.Equal(DropReason.None, pair.ReceiveRtp(earlier));
    }

    [Fact]
    public void Forged_sources_cost_no_memory_and_true_ones_are_bounded()
    {
        using var pair = new SrtpPair(options: new SrtpOptions { MaxSources = 2 });
        var forged = SrtpPair.Rtp(1, payloadLength: 50);
        for (uint ssrc = 100; ssrc < 200; ssrc++)
        {
            forged[11] = (byte)ssrc;
            Assert.Equal(DropReason.SrtpNotAuthentic, pair.ReceiveRtp(forged));
        }

        using var sender = new SrtpPair();
        Assert.Equal(DropReason.None, pair.ReceiveRtp(sender.ProtectRtp(SrtpPair.Rtp(1, ssrc: 1))));
        Assert.Equal(DropReason.None, pair.ReceiveRtp(sender.ProtectRtp(SrtpPair.Rtp(1, ssrc: 2))));
        Assert.Equal(DropReason.SrtpTooManySources, pair.ReceiveRtp(sender.ProtectRtp(SrtpPair.Rtp(1, ssrc: 3))));
        Assert.Equal(DropReason.None, pair.ReceiveRtp(sender.ProtectRtp(SrtpPair.Rtp(2, ssrc: 1))));
    }

    [Fact]
    public void Rtcp_sources_are_bounded_too()
    {
        using var pair = new SrtpPair(options: new SrtpOptions { MaxSources = 1 });

        Assert.Equal(DropReason.None, pair.ReceiveRtcp(pair.ProtectRtcp(SrtpPair.Rtcp(ssrc: 1))));
        Assert.Equal(DropReason.SrtcpTooManySources, pair.ReceiveRtcp(pair.ProtectRtcp(SrtpPair.Rtcp(ssrc: 2))));
    }

    private static void ReceiveLate(SrtpPair pair, (byte[] Sealed, byte[] Plain) packet)
    {
        var reason = pair.ReceiveRtp(packet.Sealed, packet.Plain);
        Assert.True(reason is DropReason.None or DropReason.SrtpTooOld, reason.ToString());
    }
}
