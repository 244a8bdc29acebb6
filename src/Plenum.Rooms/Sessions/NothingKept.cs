namespace Plenum.Rooms;

/// <summary>Keeps no event: whoever missed one gets a snapshot.</summary>
internal sealed class NothingKept : IEventStore
{
    public static readonly NothingKept Instance = new();

    public long Oldest => long.MaxValue;

    public long Append(RoomEvent told) => 0;
}
