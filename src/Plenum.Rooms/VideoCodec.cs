namespace Plenum.Rooms;

/// <summary>A codec of pictures.</summary>
public enum VideoCodec
{
    /// <summary>VP8: every browser encodes it, in layers by simulcast.</summary>
    Vp8,

    /// <summary>H.264: layers by simulcast.</summary>
    H264,

    /// <summary>VP9: scalable. Fewer bits for the same picture, more work for the encoder.</summary>
    Vp9,

    /// <summary>AV1: scalable. Fewer bits still, and more work.</summary>
    Av1,
}
