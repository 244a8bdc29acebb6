namespace Plenum.Client;

/// <summary>How a track is encoded.</summary>
public enum MediaCodec
{
    /// <summary>Opus; timestamps count 48,000 a second.</summary>
    Opus,

    /// <summary>VP8; timestamps of pictures count 90,000 a second.</summary>
    Vp8,

    /// <summary>H.264: Constrained Baseline, packetization mode 1. Frames are access units in the form of annex B.</summary>
    H264,

    /// <summary>VP9, profile 0. As RTP packets only.</summary>
    Vp9,

    /// <summary>AV1, main profile. As RTP packets only.</summary>
    Av1,
}
