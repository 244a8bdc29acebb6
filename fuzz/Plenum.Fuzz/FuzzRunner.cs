using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Plenum.Simulation;

namespace Plenum.Fuzz;

/// <summary>Runs one target for a time, from its corpus and seeds on, and keeps what breaks it.</summary>
internal sealed class FuzzRunner(FuzzTarget target, int seed, string corpusRoot)
{
    // No parser of a datagram needs this long, on any machine.
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(2);

    private const int RunsPerLook = 64;
    private const int MaxPopulation = 20_000;

    private readonly SeededRandom _random = new((ulong)seed);
    private readonly List<byte[]> _population = [];
    private readonly HashSet<ulong> _marks = [];
    private readonly HashSet<string> _known = [];

    public long Runs { get; private set; }

    public int Findings { get; private set; }

    public int Marks => _marks.Count;

    public void Run(TimeSpan budget)
    {
        var mutator = new Mutator(_random, target);
        foreach (var input in FuzzCorpus.Load(corpusRoot, target))
            Try(input);
        using var process = Process.GetCurrentProcess();
        var end = CpuTime(process) + budget;
        while (CpuTime(process) < end)
        {
            for (var i = 0; i < RunsPerLook; i++)
                Try(mutator.Mutate(Pick(), Pick()));
        }
    }

    /// <summary>The budget is time of the processor: a busy machine fuzzes as much as an idle one.</summary>
    private static TimeSpan CpuTime(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Newer inputs come from newer marks: prefer them.</summary>
    private byte[] Pick()
    {
        if (_population.Count == 0)
            return [];
        var index = _random.Chance(0.5)
            ? _population.Count - 1 - _random.Next(Math.Min(_population.Count, 64))
            : _random.Next(_population.Count);
        return _population[index];
    }

    private void Try(byte[] input)
    {
        Runs++;
        if (Measure(input) > TooLong && MeasureCpu(input) > TooLong)
            Keep(input, "took too long", null);
    }

    /// <summary>A busy machine may hold any run up: what counts is the time that the run itself takes.</summary>
    private TimeSpan MeasureCpu(byte[] input)
    {
        using var process = Process.GetCurrentProcess();
        var before = CpuTime(process);
        Measure(input);
        return CpuTime(process) - before;
    }

    private TimeSpan Measure(byte[] input)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (_marks.Add(target.Run(input)) && _population.Count < MaxPopulation)
                _population.Add(input);
        }
        catch (Exception exception)
        {
            Keep(input, $"{exception.GetType().Name}: {exception.Message}", exception);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>One file for each place that throws, not for each input that gets there.</summary>
    private void Keep(byte[] input, string what, Exception? exception)
    {
        var place = exception?.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Plenum.Rtc", StringComparison.Ordinal));
        if (!_known.Add(what.Split(':')[0] + place))
            return;
        Findings++;
        var name = Convert.ToHexStringLower(SHA256.HashData(input))[..16];
        var folder = Path.Combine(corpusRoot, target.Name);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"finding-{name}.bin"), input);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {what} ({name}, run {Runs})"));
        Console.WriteLine(exception?.StackTrace);
    }
}
