using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>
/// Keeps a picture from going up and down with an estimate that breathes: one that had to get smaller again stays so for a
/// while, and longer each time that a larger one did not last. Once is no habit, and fewer or more frames cost no key
/// frame: they are not held.
/// </summary>
internal sealed class RiseHold
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(32);

    /// <summary>What lasted this long was no mistake.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private Timestamp _fellAt = Timestamp.Never;
    private TimeSpan _hold;

    /// <summary>Whether it is not to get larger yet.</summary>
    public bool Holds(Timestamp now) => _fellAt != Timestamp.Never && now - _fellAt < _hold;

    /// <summary>Takes in what was chosen.</summary>
    public void Note(Layer? before, Layer? chosen, Timestamp now)
    {
        if (before is not { } was || chosen is not { } will || will.Spatial >= was.Spatial)
            return;
        var isNew = _fellAt == Timestamp.Never || now - _fellAt > _hold + Lasting;
        _hold = isNew ? TimeSpan.Zero : Longer(_hold);
        _fellAt = now;
    }

    /// <summary>The viewer wants another size: what was before does not count.</summary>
    public void Reset() => _fellAt = Timestamp.Never;

    private static TimeSpan Longer(TimeSpan hold) =>
        hold == TimeSpan.Zero ? Second : hold * 2 > Longest ? Longest : hold * 2;
}
