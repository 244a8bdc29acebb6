using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>
/// Keeps a picture from going up and down with an estimate that breathes: one that fell again (got smaller, or went dark)
/// stays so for a while, and longer each time that what was better did not last.
/// </summary>
/// <param name="first">How long it stays so after its first fall.</param>
internal sealed class RiseHold(TimeSpan first)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(32);

    /// <summary>What lasted this long was no mistake.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private Timestamp _fellAt = Timestamp.Never;
    private TimeSpan _hold;

    /// <summary>Whether it is not to rise yet.</summary>
    public bool Holds(Timestamp now) => _fellAt != Timestamp.Never && now - _fellAt < _hold;

    /// <summary>It had to fall.</summary>
    public void NoteFall(Timestamp now)
    {
        var isNew = _fellAt == Timestamp.Never || now - _fellAt > _hold + Lasting;
        _hold = isNew ? first : Longer(_hold);
        _fellAt = now;
    }

    /// <summary>The viewer wants another size: what was before does not count.</summary>
    public void Reset() => _fellAt = Timestamp.Never;

    private static TimeSpan Longer(TimeSpan hold) =>
        hold == TimeSpan.Zero ? Second : hold * 2 > Longest ? Longest : hold * 2;
}
