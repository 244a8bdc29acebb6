using Plenum.Engine.Sfu.Forwarding;

namespace Plenum.Engine.Tests.Sfu;

public sealed class HeldPacketsTests
{
    private readonly HeldPackets _held = new();

    [Fact]
    public void What_one_connection_returned_serves_the_next()
    {
        _held.Join();
        _held.Join();
        Return(Take(100));
        Return(Take(100));

        Assert.Equal((0, 100), (_held.InUse, _held.Allocated));
    }

    [Fact]
    public void Who_is_not_paced_any_more_takes_a_share_away_and_the_last_one_all()
    {
        for (var connection = 0; connection < 4; connection++)
            _held.Join();
        Return(Take(80));

        _held.Leave();
        Assert.Equal(60, _held.Allocated);
        _held.Leave();
        _held.Leave();
        Assert.Equal(20, _held.Allocated);
        _held.Leave();
        Assert.Equal(0, _held.Allocated);
    }

    [Fact]
    public void What_waits_is_kept_whoever_leaves_and_is_handed_out_once()
    {
        _held.Join();
        _held.Join();
        var waiting = Take(50);
        _held.Leave();

        Assert.Equal((50, 50), (_held.InUse, _held.Allocated));
        Assert.Equal(50, waiting.Select(handle => _held[handle]).Distinct().Count());
        Return(waiting);
        Assert.Equal(50, Take(50).Distinct().Count());
    }

    [Fact]
    public void Nothing_is_allocated_where_as_many_come_as_go()
    {
        _held.Join();
        Return(Take(64));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var packet = 0; packet < 10_000; packet++)
            _held.Return(_held.Take());

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _held.Take())];

    private void Return(int[] handles)
    {
        foreach (var handle in handles)
            _held.Return(handle);
    }
}
