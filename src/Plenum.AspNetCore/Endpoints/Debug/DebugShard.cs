namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>A thread of the SFU.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">Where clients reach it.</param>
/// <param name="Rooms">How many rooms it carries.</param>
/// <param name="BusySeconds">How long it has worked since the start.</param>
/// <param name="PacketsKept">Media packets kept for those who miss them.</param>
/// <param name="ReceiveOverflows">Datagrams that the kernel threw away because the shard was slow.</param>
/// <param name="Faults">Bugs that ended a connection or a room.</param>
internal sealed record DebugShard(
    string Name, IReadOnlyList<string> Addresses, int Rooms, double BusySeconds, int PacketsKept, long ReceiveOverflows, long Faults);
