namespace Plenum.Media.Forwarding;

/// <summary>What becomes of a packet on a slot's line.</summary>
internal enum RewriteResult
{
    /// <summary>It has no place: of another source's time, or too old.</summary>
    None,

    /// <summary>It goes on under its new numbers.</summary>
    Forward,

    /// <summary>Its place must be filled, but its content is not wanted any more.</summary>
    Padding,
}
