namespace Plenum.LoadTest.Figures;

/// <summary>What the test itself took during the hold: where this is much, the server's figures are of both.</summary>
/// <param name="Threads">Its media threads.</param>
/// <param name="CpuCores">The processors that it kept busy, by all of its threads.</param>
/// <param name="UsPerPacket">Its CPU for each delivered packet, in microseconds.</param>
/// <param name="CpuMsPerJoin">Its CPU for each join, in milliseconds; as the server's (<see cref="ServerFigures.CpuMsPerJoin"/>).</param>
/// <param name="AllocatedKiBPerJoin">What it allocated for each join, likewise.</param>
/// <param name="LongestRoundMs">The longest that a media thread did not look at its socket.</param>
/// <param name="ReceiveOverflows">Datagrams that came and found its buffer full: lost by the test, not by the server.</param>
/// <param name="ReceiveBufferKiB">That buffer.</param>
/// <param name="OpenEvery">Every how many packets one was decrypted; the rest are counted by their headers.</param>
/// <param name="Offload">Whether datagrams could come glued together (UDP_GRO).</param>
/// <param name="MemoryMiB">What its process holds.</param>
/// <param name="Faults">Participants ended by an exception: each is a bug here.</param>
internal sealed record GeneratorFigures(
    int Threads,
    double CpuCores,
    double UsPerPacket,
    double CpuMsPerJoin,
    double AllocatedKiBPerJoin,
    double LongestRoundMs,
    long ReceiveOverflows,
    int ReceiveBufferKiB,
    int OpenEvery,
    bool Offload,
    double MemoryMiB,
    long Faults);
