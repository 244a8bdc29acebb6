namespace Plenum.Rooms;

/// <summary>
/// One pair's way from the edge it has to the one it should have: make before break. The new edge comes beside the old
/// one; the subscriber's word retires the old one; its failure, or silence until the deadline, takes the new one back and
/// tries again later.
/// </summary>
/// <param name="To">The way it should have.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="Due">The end of <see cref="MovePhase.Rising"/> or <see cref="MovePhase.Resting"/>.</param>
/// <param name="Failures">How often it has failed.</param>
internal sealed record EdgeMove(EdgeVia To, MovePhase Phase, DateTimeOffset Due, int Failures)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    public bool IsRising => Phase == MovePhase.Rising;

    /// <summary>The next step; the same object if nothing has changed.</summary>
    /// <param name="settled">The way of the edge that carries; changed to the new one on arrival.</param>
    /// <param name="move">The move so far, if there is one.</param>
    /// <param name="target">The way the plan wants now.</param>
    /// <param name="settings">The times.</param>
    /// <param name="now">The time.</param>
    public static EdgeMove? Next(ref EdgeVia settled, EdgeMove? move, EdgeVia target, RoomSettings settings, DateTimeOffset now)
    {
        if (move?.Phase == MovePhase.Arrived)
            (settled, move) = (move.To, null);
        if (target == settled)
            return null;
        if (move is null || move.To != target)
            return Rise(target, 0, settings, now);
        return move.Phase switch
        {
            MovePhase.Resting when move.Due <= now => Rise(target, move.Failures, settings, now),
            MovePhase.Rising when move.Due <= now => move.Rest(settings, now),
            MovePhase.Failed => move.Rest(settings, now),
            _ => move,
        };
    }

    private static EdgeMove Rise(EdgeVia to, int failures, RoomSettings settings, DateTimeOffset now) =>
        new(to, MovePhase.Rising, now + settings.MoveTimeout, failures);

    private EdgeMove Rest(RoomSettings settings, DateTimeOffset now) => this with
    {
        Phase = MovePhase.Resting,
        Due = now + Backoff.Of(settings.MoveRetry, LongestRest, Failures),
        Failures = Failures + 1,
    };
}
