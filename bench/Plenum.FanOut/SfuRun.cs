using System.Globalization;

namespace Plenum.FanOut;

/// <summary>A room of some publishers and viewers in real time: CPU of the node's thread for each forwarded packet.</summary>
internal static class SfuRun
{
    private const string ShardName = "media-0";
    private const int PacketsPerFrame = 5;
    private const int WarmUpMilliseconds = 12_000;

    public static void Run(int publishers, int viewers, double seconds)
    {
        using var audience = new SfuAudience(publishers, viewers, PacketsPerFrame);
        // Connections, and estimates that find room for the highest layer.
        Thread.Sleep(WarmUpMilliseconds);
        var (packets, cpu) = (audience.Forwarded, CpuSeconds());
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        var forwarded = audience.Forwarded - packets;
        var used = CpuSeconds() - cpu;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"program":"plenum-sfu","publishers":{{publishers}},"viewers":{{viewers}},"packets":{{forwarded}},"packetsPerSecond":{{forwarded / seconds:F0}},"load":{{used / seconds:F3}},"usPerPacket":{{used * 1e6 / forwarded:F4}}}"""));
    }

    /// <summary>What the shard's thread has used, as the kernel counts it (Linux).</summary>
    private static double CpuSeconds()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (File.ReadAllText(Path.Combine(task, "comm")).Trim() == ShardName)
            {
                var nanoseconds = File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0];
                return long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e9;
            }
        }

        throw new InvalidOperationException($"There is no thread {ShardName}.");
    }
}
