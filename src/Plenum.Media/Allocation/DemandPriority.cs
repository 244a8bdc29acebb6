namespace Plenum.Media.Allocation;

/// <summary>What is made good before what, lowest first.</summary>
public enum DemandPriority
{
    /// <summary>One face among others.</summary>
    Normal,

    /// <summary>The face of who speaks, or one that has never been shown yet.</summary>
    Speaking,

    /// <summary>What the viewer has chosen.</summary>
    Pinned,

    /// <summary>A shared screen.</summary>
    Screen,
}
