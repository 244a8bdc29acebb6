namespace Plenum.LoadTest.Sources;

/// <summary>What a clip's frames are.</summary>
internal enum ClipCodec
{
    /// <summary>Opus packets.</summary>
    Opus,

    /// <summary>VP8 frames.</summary>
    Vp8,

    /// <summary>H.264 access units.</summary>
    H264,
}
