using Plenum.LoadTest.Figures;

namespace Plenum.LoadTest.Tests.Figures;

public sealed class ProcessTreeTests
{
    [Fact]
    public void A_process_is_read_with_its_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        var usage = ProcessTree.Read(Environment.ProcessId, withMemory: true);
        Assert.True(usage is { Processes: >= 1, MemoryBytes: > 1 << 20 });
        Assert.Equal(0, ProcessTree.Read(Environment.ProcessId, withMemory: false)!.MemoryBytes);
    }

    [Fact]
    public void One_that_does_not_exist_is_none() => Assert.Null(ProcessTree.Read(int.MaxValue, withMemory: true));
}
