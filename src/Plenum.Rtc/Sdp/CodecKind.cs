namespace Plenum.Rtc.Sdp;

/// <summary>The codecs that Plenum treats apart.</summary>
public enum CodecKind : byte
{
    /// <summary>One that is only passed on.</summary>
    Other,

    /// <summary>Opus (RFC 7587).</summary>
    Opus,

    /// <summary>Redundant audio (RFC 2198).</summary>
    Red,

    /// <summary>VP8 (RFC 7741).</summary>
    Vp8,

    /// <summary>VP9 (RFC 9628).</summary>
    Vp9,

    /// <summary>H.264 (RFC 6184).</summary>
    H264,

    /// <summary>AV1 (AV1 RTP specification).</summary>
    Av1,
}
