using System.Globalization;

namespace Plenum.Simulation;

/// <summary>Runs one scenario under many seeds. <c>PLENUM_SEED=17</c> in the environment replays only seed 17.</summary>
public static class Seeds
{
    public const string Variable = "PLENUM_SEED";

    public static void Run(int count, Action<int> scenario)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } only)
        {
            RunOne(int.Parse(only, CultureInfo.InvariantCulture), scenario);
            return;
        }

        for (var seed = 1; seed <= count; seed++)
            RunOne(seed, scenario);
    }

    private static void RunOne(int seed, Action<int> scenario)
    {
        try
        {
            scenario(seed);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Seed {seed} failed; replay it with {Variable}={seed}. {failure.Message}", failure);
        }
    }
}
