using System.Globalization;

namespace Plenum.LoadTest.Figures;

/// <summary>A process and all that it started, as Linux counts them (/proc).</summary>
internal static class ProcessTree
{
    /// <summary>Clock ticks of /proc: USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Reads it.</summary>
    /// <param name="root">The first process.</param>
    /// <param name="withMemory">
    /// Whether to add up its memory: the kernel walks all of it for that, and holds the process up meanwhile.
    /// </param>
    /// <returns>Null when there is no such process, or no /proc.</returns>
    public static ProcessUsage? Read(int root, bool withMemory)
    {
        if (!Directory.Exists($"/proc/{root}"))
            return null;
        var (cpu, memory, processes) = (TimeSpan.Zero, 0L, 0);
        foreach (var process in Descendants(root))
        {
            if (TryReadStat(process) is not { } stat)
                continue;
            cpu += stat.Cpu;
            memory += withMemory ? ReadMemory(process) : 0;
            processes++;
        }

        return new(processes, cpu, memory);
    }

    private static IEnumerable<int> Descendants(int root)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process)
                || TryReadStat(process) is not { } stat)
            {
                continue;
            }

            if (!children.TryGetValue(stat.Parent, out var list))
                children[stat.Parent] = list = [];
            list.Add(process);
        }

        var waiting = new Queue<int>([root]);
        while (waiting.TryDequeue(out var process))
        {
            yield return process;
            foreach (var child in children.GetValueOrDefault(process) ?? [])
                waiting.Enqueue(child);
        }
    }

    /// <summary>proc(5): behind the name, which may contain anything, stand state, parent, ..., utime, stime (14th, 15th).</summary>
    private static (int Parent, TimeSpan Cpu)? TryReadStat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(ticks / TicksPerSecond));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What is shared counts in parts (Pss) where the system lets us see it; else all that is resident.</summary>
    private static long ReadMemory(int process) =>
        ReadKilobytes($"/proc/{process}/smaps_rollup", "Pss:") ?? ReadKilobytes($"/proc/{process}/status", "VmRSS:") ?? 0;

    private static long? ReadKilobytes(string file, string name)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
