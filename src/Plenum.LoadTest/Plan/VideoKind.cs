namespace Plenum.LoadTest.Plan;

/// <summary>Where pictures come from.</summary>
internal enum VideoKind
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>Frames of one size at one rate, dressed as VP8.</summary>
    Constant,

    /// <summary>VP8 that a browser encoded.</summary>
    Vp8,

    /// <summary>H.264 that an encoder for WebRTC made.</summary>
    H264,
}
