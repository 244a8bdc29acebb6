using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Forwarding;

public sealed class SlotHistoryTests
{
    private const int ClockRate = 90_000;
    private const int Most = 512;

    private static readonly SourceStream Stream = new RoomHarness().PublishMicrophone(1).Streams[0];

    [Theory]
    [InlineData(30)]
    [InlineData(150)]
    [InlineData(300)]
    public void What_was_sent_within_the_last_second_is_known(int perSecond)
    {
        var history = new SlotHistory(ClockRate, Most);
        for (var sequence = 0; sequence < 4 * perSecond; sequence++)
            history.Add(Packet(sequence, perSecond));

        for (var sequence = 3 * perSecond; sequence < 4 * perSecond; sequence++)
        {
            Assert.True(history.TryTake((ushort)sequence, TimeSpan.Zero, Timestamp.Zero, out var sent));
            Assert.Equal(sequence, sent.SourceSequence);
        }
    }

    [Fact]
    public void It_is_no_larger_than_what_is_sent_in_a_second_needs()
    {
        Assert.Equal(32, CapacityAt(30));
        Assert.Equal(64, CapacityAt(50));
        Assert.Equal(256, CapacityAt(150));
        Assert.Equal(Most, CapacityAt(5_000));
    }

    [Fact]
    public void A_repetition_is_remembered_when_it_grows()
    {
        var history = new SlotHistory(ClockRate, Most);
        var rest = TimeSpan.FromSeconds(1);
        var now = Timestamp.Zero + rest;
        history.Add(Packet(0, 300));
        Assert.True(history.TryTake(0, rest, now, out _));

        for (var sequence = 1; sequence < 100; sequence++)
            history.Add(Packet(sequence, 300));

        Assert.False(history.TryTake(0, rest, now, out _));
        Assert.True(history.TryTake(0, rest, now + rest, out _));
    }

    [Fact]
    public void What_was_forgotten_is_not_repeated()
    {
        var history = new SlotHistory(ClockRate, Most);
        history.Add(Packet(7, 30));

        history.Clear();

        Assert.False(history.TryTake(7, TimeSpan.Zero, Timestamp.Zero, out _));
    }

    private static int CapacityAt(int perSecond)
    {
        var history = new SlotHistory(ClockRate, Most);
        for (var sequence = 0; sequence < 10 * perSecond; sequence++)
            history.Add(Packet(sequence, perSecond));
        return history.Capacity;
    }

    private static SentPacket Packet(int sequence, int perSecond) => new()
    {
        Stream = Stream,
        SourceSequence = sequence,
        Numbers = new((ushort)sequence, (uint)(sequence * (ClockRate / perSecond)), 0, 0, 0),
    };
}
