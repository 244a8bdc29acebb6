using System.Runtime.InteropServices;

namespace Plenum.Engine.Io.Linux;

/// <summary>What the scheduler knows of a thread (sched_getattr, sched_setattr).</summary>
/// <param name="Policy">0 for ordinary threads.</param>
/// <param name="Niceness">-20 to 19.</param>
/// <param name="Slice">Zero before Linux 6.12.</param>
internal readonly unsafe partial record struct LinuxSchedule(uint Policy, int Niceness, TimeSpan Slice)
{
    public bool IsNormal => Policy == 0;

    /// <summary>The calling thread's; null where the system does not say.</summary>
    public static LinuxSchedule? Read()
    {
        var attributes = default(Attributes);
        return Number is var (get, _) && Call(get, 0, &attributes, (nuint)sizeof(Attributes), 0) == 0
            ? new(attributes.Policy, attributes.Nice, TimeSpan.FromMicroseconds(attributes.Runtime / 1000.0))
            : null;
    }

    /// <summary>Gives it to the calling thread.</summary>
    /// <returns>Whether that was permitted.</returns>
    public bool TrySet()
    {
        var attributes = new Attributes
        {
            Size = (uint)sizeof(Attributes),
            Policy = Policy,
            Nice = Niceness,
            Runtime = (ulong)(Slice.TotalMicroseconds * 1000),
        };
        return Number is var (_, set) && Call(set, 0, &attributes, 0, 0) == 0;
    }

    /// <summary>Of sched_getattr and sched_setattr: the C library has had functions for them only since 2024.</summary>
    private static (nint Get, nint Set)? Number => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => null,
    };

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint thread, Attributes* attributes, nuint third, nuint fourth);

    /// <summary>struct sched_attr, as of its first version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
