namespace Plenum.Rooms;

/// <summary>What <see cref="AutoDecision"/> remembers.</summary>
/// <param name="Way">The way on which the room is held.</param>
/// <param name="CalmSince">On the SFU: since when a mesh would do; null: it would not.</param>
/// <param name="StrainMoves">How often the call had to leave the mesh because somebody could not carry it.</param>
internal readonly record struct AutoState(EdgeVia Way, DateTimeOffset? CalmSince = null, int StrainMoves = 0)
{
    public static readonly AutoState Mesh = new(EdgeVia.Direct);

    public static readonly AutoState Sfu = new(EdgeVia.Forward);
}
