namespace Plenum.AspNetCore.Hosting;

/// <summary>What came of asking for a room.</summary>
internal abstract record RoomLookup
{
    /// <summary>Here it is.</summary>
    public sealed record Found(RoomHost Host) : RoomLookup;

    /// <summary>The rule knows of none.</summary>
    public sealed record NotFound : RoomLookup
    {
        public static readonly NotFound Instance = new();
    }

    /// <summary>The application's rule threw.</summary>
    public sealed record RuleFailed : RoomLookup
    {
        public static readonly RuleFailed Instance = new();
    }

    /// <summary>The server is full.</summary>
    public sealed record TooMany : RoomLookup
    {
        public static readonly TooMany Instance = new();
    }
}
