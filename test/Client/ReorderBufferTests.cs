using Plenum.Client.Link;
using Plenum.Rtc;

namespace Plenum.Client.Tests;

public sealed class ReorderBufferTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Packets_in_order_pass_at_once() => Assert.Equal([1, 2, 3], Order((1, 0), (2, 0), (3, 0)));

    [Fact]
    public void A_packet_ahead_waits_for_the_one_before_it() => Assert.Equal([1, 2, 3, 4], Order((1, 0), (3, 10), (4, 20), (2, 30)));

    [Fact]
    public void What_does_not_come_in_time_is_gone_on_without() => Assert.Equal([1, 3, 4], Order((1, 0), (3, 10), (4, 120)));

    [Fact]
    public void What_comes_after_its_turn_is_dropped() => Assert.Equal([1, 3, 4, 5], Order((1, 0), (3, 10), (4, 120), (2, 130), (5, 140)));

    [Fact]
    public void A_repeated_packet_is_dropped() => Assert.Equal([1, 2, 3], Order((1, 0), (3, 0), (3, 0), (2, 0), (2, 0)));

    [Fact]
    public void Two_gaps_end_one_after_the_other() =>
        Assert.Equal([1, 3, 5, 6, 7], Order((1, 0), (3, 0), (5, 50), (6, 110), (7, 151)));

    [Fact]
    public void Numbers_wrap() => Assert.Equal([65_534, 65_535, 0, 1], Order((65_534, 0), (0, 0), (65_535, 0), (1, 0)));

    [Fact]
    public void A_jump_far_ahead_begins_anew() => Assert.Equal([1, 5000, 5001], Order((1, 0), (3, 0), (5000, 10), (5001, 10)));

    /// <summary>What comes out when these numbers come in at these milliseconds.</summary>
    private static List<int> Order(params (ushort Sequence, double At)[] packets)
    {
        var buffer = new ReorderBuffer(Patience);
        var ordered = new List<int>();
        foreach (var (sequence, at) in packets)
        {
            var now = Timestamp.FromMilliseconds(at);
            if (buffer.TryPass(sequence))
                ordered.Add(sequence);
            else
                buffer.Hold(sequence, BitConverter.GetBytes(sequence), now);
            while (buffer.TryTake(now, out var bytes))
                ordered.Add(BitConverter.ToUInt16(bytes));
        }

        return ordered;
    }
}
