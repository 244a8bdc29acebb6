namespace Plenum.Rtc.Tests;

/// <summary>Asserts that code on the packet path allocates nothing.</summary>
internal static class Allocations
{
    /// <summary>Runs the code once to warm it up, then many times under the allocation counter of this thread.</summary>
    public static void AssertNone(Action code)
    {
        for (var i = 0; i < 100; i++)
            code();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            code();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
