namespace Plenum.Engine.Sfu;

/// <summary>
/// On which shard a room's next connection comes to be. Few stay together, for what one shard forwards it need not give to
/// another; many are spread, for one shard is one processor. A pure function.
/// </summary>
internal static class BranchPlacement
{
    /// <summary>Chooses a shard.</summary>
    /// <param name="shards">Those there are, at least one, the ones that have a branch of the room first, in the order they got it.</param>
    /// <param name="perShard">How many connections of the room one shard has before another is taken, at least 1.</param>
    /// <returns>Its place in the list.</returns>
    public static int Choose(ReadOnlySpan<Candidate> shards, int perShard)
    {
        var best = 0;
        for (var index = 1; index < shards.Length; index++)
        {
            if (CostOf(shards[index], perShard).CompareTo(CostOf(shards[best], perShard)) < 0)
                best = index;
        }

        return best;
    }

    /// <summary>
    /// Whether a branch without connections may go: not before the others have room for as many again as came, or people
    /// who come and go at the limit would open and close it each time.
    /// </summary>
    /// <param name="connections">How many the room has.</param>
    /// <param name="branches">On how many shards.</param>
    /// <param name="perShard">How many connections of the room one shard has before another is taken.</param>
    public static bool IsSurplus(int connections, int branches, int perShard) =>
        connections <= (branches - 1) * perShard / 2;

    /// <summary>What comes first decides.</summary>
    private static (bool, int, int) CostOf(Candidate shard, int perShard)
    {
        var order = shard.Connections switch
        {
            { } there when there < perShard => 0,
            null => 1,
            _ => 2,
        };
        // The first that has room is filled before the next; where all are full the load decides.
        return (shard.RefusesJoins, order, order == 0 ? 0 : shard.Peers);
    }

    /// <summary>A shard, as the room sees it.</summary>
    /// <param name="RefusesJoins">Whether it has too much to do.</param>
    /// <param name="Peers">How many connections it has, of all rooms.</param>
    /// <param name="Connections">How many of the room; null where that has no branch.</param>
    public readonly record struct Candidate(bool RefusesJoins, int Peers, int? Connections);
}
