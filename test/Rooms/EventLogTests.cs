namespace Plenum.Rooms.Tests;

public sealed class EventLogTests
{
    [Fact]
    public void Numbers_start_at_one_and_have_no_gaps()
    {
        var log = new EventLog(2, 1000);
        Assert.Equal([1L, 2L, 3L], Fill(log, 3));
        Assert.Equal(3, log.LastSeq);
    }

    [Fact]
    public void It_keeps_no_more_events_than_it_may()
    {
        var log = new EventLog(2, 1000);
        Fill(log, 5);
        Assert.Equal(2, log.Count);
        Assert.True(log.Holds(3));
        Assert.False(log.Holds(2));
        Assert.Equal([Event(4), Event(5)], log.After(3));
    }

    [Fact]
    public void It_keeps_no_more_bytes_than_it_may()
    {
        var log = new EventLog(100, 25);
        Fill(log, 5);
        Assert.Equal(2, log.Count);
    }

    [Fact]
    public void An_event_that_is_larger_than_the_log_leaves_it_empty_but_is_numbered()
    {
        var log = new EventLog(100, 25);
        Fill(log, 2);
        Assert.Equal(3, log.Append(Event(3), 26));
        Assert.Equal(0, log.Count);
        Assert.False(log.Holds(2));
        Assert.True(log.Holds(3));
    }

    [Fact]
    public void It_holds_nothing_of_the_future_or_of_before_the_first()
    {
        var log = new EventLog(100, 1000);
        Fill(log, 2);
        Assert.True(log.Holds(0));
        Assert.True(log.Holds(2));
        Assert.Empty(log.After(2));
        Assert.False(log.Holds(3));
        Assert.False(log.Holds(-1));
        Assert.False(log.Holds(long.MinValue));
        Assert.False(log.Holds(long.MaxValue));
    }

    [Fact]
    public void A_log_of_no_length_holds_only_the_present()
    {
        var log = new EventLog(0, 1000);
        Fill(log, 1);
        Assert.True(log.Holds(1));
        Assert.False(log.Holds(0));
    }

    [Fact]
    public void Large_signals_and_chats_are_counted_as_large()
    {
        var signal = new RoomEvent.Signaled(ParticipantId.Parse("a"), new("sdp", 9000));
        Assert.True(EventSize.Of(signal) >= 9000);
        var chat = new ChatEntry(1, ParticipantId.Parse("a"), "a", new('x', 4000), default);
        Assert.True(EventSize.Of(new RoomEvent.ChatReceived(chat)) >= 8000);
    }

    private static RoomEvent.Reacted Event(int i) => new(ParticipantId.Parse("a"), $"{i}");

    private static long[] Fill(EventLog log, int count) =>
        [.. Enumerable.Range(1, count).Select(i => log.Append(Event(i), 10))];
}
