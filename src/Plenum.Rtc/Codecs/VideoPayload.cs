namespace Plenum.Rtc.Codecs;

/// <summary>
/// What forwarding needs to know of a video payload, whatever its codec. Layers of AV1, and of any codec whose sender
/// sends it, come from the dependency descriptor instead, which also works under end-to-end encryption.
/// </summary>
public readonly record struct VideoPayload
{
    /// <summary>Whether a key frame (of the lowest spatial layer) starts in this packet: a decoder may start here.</summary>
    public bool StartsKeyFrame { get; init; }

    /// <summary>Whether a frame starts in this packet.</summary>
    public bool StartsFrame { get; init; }

    /// <summary>The spatial layer; 0 where the codec or the sender has none.</summary>
    public byte SpatialId { get; init; }

    /// <summary>The temporal layer; 0 where the codec or the sender has none.</summary>
    public byte TemporalId { get; init; }

    /// <summary>Whether a receiver of lower temporal layers may switch up to this one here.</summary>
    public bool IsSwitchingPoint { get; init; }

    /// <summary>Whether no other frame refers to this one, so that it may be dropped.</summary>
    public bool IsDiscardable { get; init; }

    /// <summary>The picture id; null if the sender gives none.</summary>
    public ushort? PictureId { get; init; }

    /// <summary>The running index of frames of the lowest temporal layer (TL0PICIDX); null if the sender gives none.</summary>
    public byte? LowestLayerIndex { get; init; }

    /// <summary>Reads a payload. A caller that drops on failure counts <see cref="DropReason.PayloadMalformed"/>.</summary>
    /// <returns>False if the payload ends inside its own header.</returns>
    public static bool TryParse(VideoCodec codec, ReadOnlySpan<byte> payload, out VideoPayload video)
    {
        video = default;
        switch (codec)
        {
            case VideoCodec.Vp8 when Vp8Descriptor.TryParse(payload, out var vp8):
                video = vp8.ToVideoPayload();
                return true;
            case VideoCodec.Vp9 when Vp9Descriptor.TryParse(payload, out var vp9):
                video = vp9.ToVideoPayload();
                return true;
            case VideoCodec.H264 when H264Payload.TryParse(payload, out var h264):
                video = h264.ToVideoPayload();
                return true;
            case VideoCodec.Av1 when Av1Payload.TryParse(payload, out var av1):
                video = av1.ToVideoPayload();
                return true;
            default:
                return false;
        }
    }
}
