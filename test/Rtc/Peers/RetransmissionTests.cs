using Plenum.Rtc.Peers;

namespace Plenum.Rtc.Tests.Peers;

public sealed class RetransmissionTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    private readonly RetransmissionBuffer _buffer = new(8);

    [Fact]
    public void A_packet_is_given_as_it_was_added()
    {
        _buffer.Add(65535, [1, 2], [3, 4, 5]);
        Assert.True(_buffer.TryTake(65535, Rest, Start, out var packet));
        Assert.Equal([1, 2, 3, 4, 5], packet.ToArray());
    }

    [Fact]
    public void What_was_overwritten_or_never_there_is_not_given()
    {
        for (ushort number = 0; number < 9; number++)
            _buffer.Add(number, [1], [2]);
        Assert.False(_buffer.TryTake(0, Rest, Start, out _));
        Assert.True(_buffer.TryTake(8, Rest, Start, out _));
        Assert.False(_buffer.TryTake(9, Rest, Start, out _));
    }

    [Fact]
    public void A_packet_that_was_just_repeated_rests()
    {
        _buffer.Add(1, [1], [2]);
        Assert.True(_buffer.TryTake(1, Rest, Start, out _));
        Assert.False(_buffer.TryTake(1, Rest, Start + (Rest / 2), out _));
        Assert.True(_buffer.TryTake(1, Rest, Start + Rest, out _));
    }

    [Fact]
    public void A_packet_too_long_to_send_is_not_kept()
    {
        _buffer.Add(1, new byte[12], new byte[1500]);
        Assert.False(_buffer.TryTake(1, Rest, Start, out _));
    }

    [Fact]
    public void Retransmissions_take_half_of_the_rate_and_a_burst()
    {
        var budget = new RetransmissionBudget();
        var rate = Bitrate.FromKilobits(800);
        var taken = 0;
        for (var millisecond = 0; millisecond < 10_000; millisecond++)
            taken += budget.TryTake(1000, rate, Start + TimeSpan.FromMilliseconds(millisecond)) ? 1000 : 0;
        // 400 kbit/s for 10 s, and half a second of it at once.
        Assert.InRange(taken, 520_000, 530_000);
    }
}
