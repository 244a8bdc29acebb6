using Plenum.Rtc;

namespace Plenum.Media.Tests;

public sealed class PlanningTests
{
    [Fact]
    public void Rounds_of_planning_allocate_nothing()
    {
        var harness = new RoomHarness();
        for (var id = 1; id <= 8; id++)
        {
            harness.PublishCamera(id);
            harness.PublishMicrophone(1000 + id);
        }

        for (var viewer = 1; viewer <= 20; viewer++)
        {
            for (var id = 1; id <= 8; id++)
            {
                var slot = (viewer * 100) + id;
                harness.AddSlot(slot, subscriber: viewer);
                harness.AddSlot(slot + 50, isVideo: false, subscriber: viewer);
                harness.Must(new MediaCommand.Bind(new(slot), new(id)));
                harness.Must(new MediaCommand.Bind(new(slot + 50), new(1000 + id)));
            }
        }

        for (var viewer = 1; viewer <= 20; viewer++)
            harness.Room.SetBudget(new(viewer), Bitrate.FromKilobits(500));
        for (var round = 0; round < 60; round++)
            harness.Pass(500);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 1; round <= 60; round++)
            harness.Room.Tick(harness.Now + TimeSpan.FromMilliseconds(500 * round));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    /// <summary>Slots that follow speakers: what changes is told, and that alone takes memory.</summary>
    [Fact]
    public void Who_follows_the_speakers_costs_memory_only_where_something_changes()
    {
        var harness = new RoomHarness();
        for (var id = 1; id <= 100; id++)
            harness.PublishCamera(id);
        for (var viewer = 200; viewer < 260; viewer++)
            harness.AddSlot(viewer, follows: true);
        harness.Pass(500);
        Shown(harness, 260);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Shown(harness, 261);

        // One more slot, and its speakers; a list and a table for each of the others were 10 kB each.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static void Shown(RoomHarness harness, int slot)
    {
        harness.AddSlot(slot, follows: true);
        harness.Pass(500);
        Assert.NotNull(harness.Room.Find(new SlotId(slot))!.Wanted);
    }
}
