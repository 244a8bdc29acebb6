namespace Plenum.Media;

/// <summary>How a slot is shown. Absurd sizes are cut to what a screen can have.</summary>
/// <param name="Width">In device pixels.</param>
/// <param name="Height">In device pixels.</param>
/// <param name="IsVisible">Whether any of it can be seen.</param>
/// <param name="IsPinned">Whether the viewer has chosen it to be large.</param>
public readonly record struct Viewport(int Width, int Height, bool IsVisible, bool IsPinned = false)
{
    private const int Largest = 7680;

    /// <summary>A tile of which nothing is known yet: the lowest layer is right.</summary>
    public static readonly Viewport Unknown = new(1, 1, true);

    /// <summary>In pixels.</summary>
    internal long Area => (long)Width * Height;

    /// <summary>The same with sides of 1 to 7680 pixels.</summary>
    public Viewport Bounded() =>
        this with { Width = Math.Clamp(Width, 1, Largest), Height = Math.Clamp(Height, 1, Largest) };
}
