namespace Plenum.Media.Speaking;

/// <summary>Fills a few slots with those who spoke last, moving as few tiles as can be.</summary>
internal static class LastN
{
    /// <summary>Assigns in place: who stays among the first keeps the slot that they have.</summary>
    /// <param name="slots">Who is in each slot.</param>
    /// <param name="ranking">Everybody that could be, those who spoke last first.</param>
    /// <returns>Whether anything changed.</returns>
    public static bool Assign(Span<ParticipantId?> slots, ReadOnlySpan<ParticipantId> ranking)
    {
        var chosen = ranking[..Math.Min(slots.Length, ranking.Length)];
        var changed = false;
        var free = 0;
        foreach (var participant in chosen)
        {
            if (slots.Contains(participant))
                continue;
            while (slots[free] is { } occupant && chosen.Contains(occupant))
                free++;
            slots[free] = participant;
            changed = true;
        }

        foreach (ref var slot in slots)
        {
            if (slot is not { } occupant || chosen.Contains(occupant))
                continue;
            slot = null;
            changed = true;
        }

        return changed;
    }
}
