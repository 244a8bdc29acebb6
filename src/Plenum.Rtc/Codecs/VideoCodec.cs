namespace Plenum.Rtc.Codecs;

/// <summary>The video codecs whose payloads are read.</summary>
public enum VideoCodec : byte
{
    /// <summary>VP8 (RFC 7741).</summary>
    Vp8,

    /// <summary>VP9 (RFC 9628).</summary>
    Vp9,

    /// <summary>H.264 (RFC 6184).</summary>
    H264,

    /// <summary>AV1 (RTP Payload Format For AV1, version 1.0).</summary>
    Av1,
}
