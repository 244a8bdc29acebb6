using System.Runtime.InteropServices;

namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>The server's process: cheap to ask for, whatever it does.</summary>
/// <param name="ProcessId">Its number on its machine.</param>
/// <param name="Runtime">What runs it.</param>
/// <param name="Processors">How many it may use.</param>
/// <param name="WorkingSetBytes">What it holds.</param>
/// <param name="Garbage">What garbage collection has cost.</param>
internal sealed record DebugProcess(int ProcessId, string Runtime, int Processors, long WorkingSetBytes, DebugGarbage Garbage)
{
    /// <summary>As it is now.</summary>
    public static DebugProcess Describe() => new(
        Environment.ProcessId,
        RuntimeInformation.FrameworkDescription,
        Environment.ProcessorCount,
        Environment.WorkingSet,
        GarbagePauses.Describe());
}
