using Plenum.Rtc;

namespace Plenum.Media.Shedding;

/// <summary>
/// Whether a shard has too much to do, and what it does about it: a pure function of what was before and what is measured.
/// Up a step a second, so that what the last one brought has shown; down late, and later each time that going down was
/// wrong. New participants are refused earlier than anything is taken from those who are there.
/// </summary>
/// <param name="Level">What is left out.</param>
/// <param name="RefusesJoins">Whether nobody new is taken.</param>
public readonly record struct Overload(ShedLevel Level, bool RefusesJoins)
{
    /// <summary>How often <see cref="Next"/> is to be asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>When whoever was refused may try again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>So little that a step down can hardly be wrong.</summary>
    private const double Idle = 0.4;

    /// <summary>Nobody is refused.</summary>
    private const double Room = 0.75;

    /// <summary>Nobody new.</summary>
    private const double Full = 0.9;

    /// <summary>Rounds follow one another nearly without a pause: what comes waits.</summary>
    private const double TooFull = 0.97;

    /// <summary>A crowd at the door, or a compiler that warms up, is no overload.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What the last step brought has shown by then.</summary>
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    /// <summary>Since when it has been too full, full, or calm enough for a step down; never: it is not.</summary>
    private Timestamp TooFullSince { get; init; } = Timestamp.Never;

    private Timestamp FullSince { get; init; } = Timestamp.Never;

    private Timestamp CalmSince { get; init; } = Timestamp.Never;

    private Timestamp IdleSince { get; init; } = Timestamp.Never;

    /// <summary>When a step was taken back last.</summary>
    private Timestamp LoweredAt { get; init; } = Timestamp.Never;

    /// <summary>How long it has to be calm for a step down.</summary>
    private TimeSpan Rest { get; init; } = ShortestRest;

    /// <summary>Nothing to worry about.</summary>
    public static Overload None { get; } = new(default, false);

    /// <summary>What follows from a measurement.</summary>
    /// <param name="load">What was measured since the last time.</param>
    /// <param name="now">The time.</param>
    /// <returns>What holds from now on.</returns>
    public Overload Next(LoadSample load, Timestamp now)
    {
        var isTooFull = load.Busy >= TooFull || load.Overflows > 0;
        var seen = this with
        {
            TooFullSince = Since(isTooFull, TooFullSince, now),
            FullSince = Since(isTooFull || load.Busy >= Full, FullSince, now),
            CalmSince = Since(load.Busy < Room && load.Overflows == 0, CalmSince, now),
            IdleSince = Since(load.Busy < Idle && load.Overflows == 0, IdleSince, now),
        };
        return seen.Move(now).Guard(now);
    }

    private static Timestamp Since(bool holds, Timestamp since, Timestamp now) =>
        !holds ? Timestamp.Never : since == Timestamp.Never ? now : since;

    private static bool HasLasted(Timestamp since, TimeSpan span, Timestamp now) =>
        since != Timestamp.Never && now - since >= span;

    private Overload Move(Timestamp now)
    {
        if (HasLasted(TooFullSince, Level.Step == 0 ? Patience : BetweenSteps, now) && Level.Step < ShedLevel.Most)
        {
            // Taken back too early: next time it rests longer.
            var wasWrong = LoweredAt != Timestamp.Never && now - LoweredAt < Rest;
            return this with
            {
                Level = new(Level.Step + 1),
                TooFullSince = now,
                LoweredAt = Timestamp.Never,
                Rest = wasWrong ? Shorter(Rest * 2, LongestRest) : Rest,
            };
        }

        var mayLower = HasLasted(CalmSince, Rest, now) || HasLasted(IdleSince, Longer(Rest / 8, ShortestRest), now);
        if (Level.Step == 0 || !mayLower)
            return this;
        var lowered = this with { Level = new(Level.Step - 1), CalmSince = now, IdleSince = now, LoweredAt = now };
        return lowered.Level.Step == 0 ? lowered with { Rest = Longer(Rest / 2, ShortestRest) } : lowered;
    }

    private Overload Guard(Timestamp now)
    {
        var refuses = Level.Step > 0 || HasLasted(FullSince, Patience, now)
            || (RefusesJoins && !HasLasted(CalmSince, Patience, now));
        return this with { RefusesJoins = refuses };
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
