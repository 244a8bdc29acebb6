namespace Plenum.Media.Shedding;

/// <summary>
/// How much is left out, in steps small enough that one more of them does not turn a full house into an empty one: first the
/// layers of all, then the side pictures of all, then all pictures of one subscriber in eight after the other.
/// </summary>
/// <param name="Step">0 (nothing) to <see cref="Most"/>.</param>
public readonly record struct ShedLevel(int Step)
{
    /// <summary>Nobody has a picture.</summary>
    public const int Most = 10;

    private const int Shares = 8;
    private const int BeforeShares = Most - Shares;

    /// <summary>What the step stands for.</summary>
    public ShedKind Kind => Step switch
    {
        0 => ShedKind.Nothing,
        1 => ShedKind.Layers,
        BeforeShares => ShedKind.SidePictures,
        _ => ShedKind.Pictures,
    };

    /// <summary>How many of so many subscribers keep their pictures.</summary>
    /// <param name="subscribers">How many there are.</param>
    /// <returns>Some of them.</returns>
    public int KeepPictures(int subscribers) =>
        (int)(((long)subscribers * Math.Min(Shares, Most - Step)) / Shares);

    /// <summary>How a picture is to be treated.</summary>
    /// <param name="shown">How it is shown.</param>
    /// <param name="isMain">Whether it is the one that matters most to the subscriber.</param>
    /// <param name="keepsPictures">Whether the subscriber is one of those who keep theirs.</param>
    /// <returns>As if it were shown so.</returns>
    public Viewport Apply(Viewport shown, bool isMain, bool keepsPictures) => Kind switch
    {
        ShedKind.Nothing => shown,
        ShedKind.Layers => Smallest(shown),
        ShedKind.SidePictures => isMain ? Smallest(shown) : shown with { IsVisible = false },
        _ => isMain && keepsPictures ? Smallest(shown) : shown with { IsVisible = false },
    };

    private static Viewport Smallest(Viewport shown) => shown with { Width = 1, Height = 1 };
}
