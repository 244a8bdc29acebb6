namespace Plenum.LoadTest.Figures;

/// <summary>What the server's processes took.</summary>
/// <param name="Processes">How many they were.</param>
/// <param name="CpuCores">The processors that they kept busy during the hold.</param>
/// <param name="UsPerDeliveredPacket">Their CPU for each packet delivered during the hold, in microseconds.</param>
/// <param name="CpuMsPerJoin">
/// Their CPU for each join while ramping up, in milliseconds; where people come and go, during the hold, with media and leaves.
/// </param>
/// <param name="AllocatedKiBPerJoin">
/// What they allocated for each join during the hold, with media and leaves; null where nobody comes, or it does not tell.
/// </param>
/// <param name="IdleMemoryMiB">What they held before the first join.</param>
/// <param name="MemoryMiB">What they held at the end of the hold.</param>
/// <param name="MemoryKiBPerParticipant">
/// What each participant added, with what the heap grew by for all of them; null where people come and go.
/// </param>
/// <param name="Garbage">Its garbage collection during the hold; null where it is no Plenum, or does not tell.</param>
/// <param name="MemoryOverTime">What they held during a long hold, every now and then; empty in a short one.</param>
internal sealed record ServerFigures(
    int Processes,
    double CpuCores,
    double UsPerDeliveredPacket,
    double? CpuMsPerJoin,
    double? AllocatedKiBPerJoin,
    double IdleMemoryMiB,
    double MemoryMiB,
    double? MemoryKiBPerParticipant,
    GarbageFigures? Garbage,
    IReadOnlyList<MemorySample> MemoryOverTime);
