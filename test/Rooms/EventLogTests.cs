using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class EventLogTests
{
    private readonly KeptEvents _store = new(100);

    [Fact]
    public void Numbers_start_at_one_and_have_no_gaps()
    {
        var log = new EventLog(_store, 2);
        Assert.Equal([1L, 2L, 3L], Fill(log, 3));
        Assert.Equal(3, log.LastSeq);
    }

    [Fact]
    public void It_keeps_no_more_events_than_it_may()
    {
        var log = new EventLog(_store, 2);
        Fill(log, 5);
        Assert.Equal(2, log.Count);
        Assert.True(log.Holds(3));
        Assert.False(log.Holds(2));
        Assert.Equal([4, 5], log.After(3));
    }

    [Fact]
    public void What_the_store_has_let_go_is_not_held()
    {
        var store = new KeptEvents(2);
        var log = new EventLog(store, 100);
        Fill(log, 5, store);
        Assert.True(log.Holds(3));
        Assert.False(log.Holds(2));
    }

    [Fact]
    public void It_finds_every_event_whatever_it_has_grown_to()
    {
        var log = new EventLog(_store, 50);
        for (var count = 1; count <= 90; count++)
        {
            log.Append(1000 + count);
            var held = Math.Min(count, 50);
            Assert.Equal(Enumerable.Range(count - held + 1, held).Select(seq => 1000L + seq), log.After(count - held));
        }
    }

    [Fact]
    public void It_holds_nothing_of_the_future_or_of_before_the_first()
    {
        var log = new EventLog(_store, 100);
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
        var log = new EventLog(_store, 0);
        Fill(log, 1);
        Assert.True(log.Holds(1));
        Assert.False(log.Holds(0));
    }

    [Fact]
    public void Where_nothing_is_kept_a_log_holds_only_the_present()
    {
        var log = new EventLog(NothingKept.Instance, 10);
        Fill(log, 2);
        Assert.True(log.Holds(2));
        Assert.False(log.Holds(1));
    }

    private long[] Fill(EventLog log, int count, IEventStore? store = null) =>
        [.. Enumerable.Range(1, count).Select(i => log.Append((store ?? _store).Append(new RoomEvent.Reacted(ParticipantId.Parse("a"), $"{i}"))))];
}
