namespace Plenum.LoadTest.Figures;

/// <summary>What processes have used until now.</summary>
/// <param name="Processes">How many they are.</param>
/// <param name="Cpu">Their time on processors.</param>
/// <param name="MemoryBytes">What they hold; 0 where it was not asked for.</param>
internal sealed record ProcessUsage(int Processes, TimeSpan Cpu, long MemoryBytes);
