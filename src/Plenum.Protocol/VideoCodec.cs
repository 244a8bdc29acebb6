using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>A codec of pictures.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<VideoCodec>))]
public enum VideoCodec
{
    /// <summary>VP8 (RFC 6386, RFC 7741): layers by simulcast.</summary>
    Vp8,

    /// <summary>H.264 (RFC 6184), packetization mode 1: layers by simulcast.</summary>
    H264,

    /// <summary>VP9, profile 0 (RFC 9628): scalable.</summary>
    Vp9,

    /// <summary>AV1, main profile: scalable.</summary>
    Av1,
}
