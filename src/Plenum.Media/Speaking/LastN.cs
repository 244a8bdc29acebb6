namespace Plenum.Media.Speaking;

/// <summary>Fills a few slots with what matters most, moving as few tiles as can be.</summary>
internal static class LastN
{
    /// <summary>Assigns in place: what stays among the first keeps the slot that it has.</summary>
    /// <param name="slots">What is in each slot.</param>
    /// <param name="ranking">All that could be, what matters most first.</param>
    /// <returns>Whether anything changed.</returns>
    public static bool Assign(Span<PublicationId?> slots, ReadOnlySpan<PublicationId> ranking)
    {
        var chosen = ranking[..Math.Min(slots.Length, ranking.Length)];
        var changed = false;
        var free = 0;
        foreach (var publication in chosen)
        {
            if (slots.Contains(publication))
                continue;
            while (slots[free] is { } occupant && chosen.Contains(occupant))
                free++;
            slots[free] = publication;
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
