namespace Plenum.Protocol;

/// <summary>How a publication is shown.</summary>
public sealed record Viewport
{
    /// <summary>The publication's id.</summary>
    public required string Publication { get; init; }

    /// <summary>The tile's width in device pixels; more than 7680 counts as 7680.</summary>
    public required int Width { get; init; }

    /// <summary>The tile's height in device pixels; more than 7680 counts as 7680.</summary>
    public required int Height { get; init; }

    /// <summary>Whether the tile can be seen; what cannot is not sent.</summary>
    public required bool Visible { get; init; }

    /// <summary>Whether the user pinned it: it gets bandwidth before others.</summary>
    public bool Pinned { get; init; }
}
