namespace Plenum.Rooms;

/// <summary>
/// When an automatic room moves to the SFU, and when back. Up at once, for a mesh that is too large hurts everybody; back
/// late, for each move costs everybody a negotiation. On the SFU nobody can measure whether a mesh would strain again, so
/// after a move for strain the way back takes longer each time.
/// </summary>
internal static class AutoDecision
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    /// <param name="held">What was decided before.</param>
    /// <param name="participants">How many could be linked in a mesh; who only takes the SFU anyway does not count.</param>
    /// <param name="strainedSince">Since when somebody cannot carry the mesh; null: all can.</param>
    /// <param name="settings">The thresholds.</param>
    /// <param name="now">The time.</param>
    public static AutoState Next(
        AutoState held, int participants, DateTimeOffset? strainedSince, RoomSettings settings, DateTimeOffset now)
    {
        if (held.Way == EdgeVia.Direct)
        {
            if (strainedSince + settings.StrainHold <= now)
                return new(EdgeVia.Forward, StrainMoves: held.StrainMoves + 1);
            return participants > settings.MeshUpTo ? held with { Way = EdgeVia.Forward } : held;
        }

        if (participants > settings.MeshAgainAt || strainedSince is not null)
            return held with { CalmSince = null };
        var since = held.CalmSince ?? now;
        return since + Rest(held, settings) <= now
            ? new(EdgeVia.Direct, StrainMoves: held.StrainMoves)
            : held with { CalmSince = since };
    }

    /// <summary>When the decision changes if nothing else does.</summary>
    public static RoomDeadline? Deadline(AutoState held, DateTimeOffset? strainedSince, RoomSettings settings)
    {
        if (held.Way == EdgeVia.Direct)
            return strainedSince is { } since ? new(since + settings.StrainHold, RoomDeadlineReason.Strain, null) : null;
        return held.CalmSince is { } calm ? new(calm + Rest(held, settings), RoomDeadlineReason.Calm, null) : null;
    }

    private static TimeSpan Rest(AutoState held, RoomSettings settings)
    {
        if (held.StrainMoves == 0)
            return settings.TopologyHold;
        var rest = Backoff.Of(settings.StrainRest, LongestRest, held.StrainMoves - 1);
        return rest > settings.TopologyHold ? rest : settings.TopologyHold;
    }
}
