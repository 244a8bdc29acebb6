namespace Plenum.LoadTest.Plan;

/// <summary>Where sound comes from.</summary>
internal enum AudioKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Packets of one size, dressed as Opus.</summary>
    Constant,

    /// <summary>Opus that a browser encoded.</summary>
    Opus,
}
