namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>A thread of the SFU.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">Where clients reach it.</param>
/// <param name="Rooms">How many rooms it carries.</param>
/// <param name="BusySeconds">How long it has worked since the start.</param>
/// <param name="Busy">The share of the time in which it worked lately, 0 to 1.</param>
/// <param name="Sheds">What it leaves out because it has too much to do.</param>
/// <param name="ShedStep">The same as a step, 0 to 10.</param>
/// <param name="RefusesJoins">Whether it takes nobody new.</param>
/// <param name="Niceness">Of its thread: what the system permitted; null where it does not say.</param>
/// <param name="SliceMs">How long it runs before another one's turn; 0 where the system does not say.</param>
/// <param name="PacketsKept">Media packets kept for those who miss them.</param>
/// <param name="ReceiveOverflows">Datagrams that the kernel threw away because the shard was slow.</param>
/// <param name="Faults">Bugs that ended a connection or a room.</param>
internal sealed record DebugShard(
    string Name,
    IReadOnlyList<string> Addresses,
    int Rooms,
    double BusySeconds,
    double Busy,
    string Sheds,
    int ShedStep,
    bool RefusesJoins,
    int? Niceness,
    double? SliceMs,
    int PacketsKept,
    long ReceiveOverflows,
    long Faults);
