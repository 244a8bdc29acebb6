namespace Plenum.LoadTest.Figures;

/// <summary>What this process has taken, of all of its threads.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="AllocatedBytes">What it has allocated.</param>
internal readonly record struct SelfUsage(TimeSpan Cpu, long AllocatedBytes)
{
    /// <summary>So far.</summary>
    public static SelfUsage Read() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());

    /// <summary>What was taken between two moments.</summary>
    public static SelfUsage operator -(SelfUsage after, SelfUsage before) =>
        new(after.Cpu - before.Cpu, after.AllocatedBytes - before.AllocatedBytes);
}
