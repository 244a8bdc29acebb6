using System.Buffers.Binary;

namespace Plenum.Rtc.Codecs;

/// <summary>
/// What an H.264 payload carries (RFC 6184, packetization modes 0 and 1): single units, STAP-A and FU-A.
/// </summary>
public readonly record struct H264Payload
{
    internal const byte SliceIdr = 5;
    internal const byte SequenceParameters = 7;
    internal const byte PictureParameters = 8;
    internal const byte AccessUnitDelimiter = 9;
    internal const byte StapA = 24;
    internal const byte FuA = 28;
    internal const byte TypeMask = 0x1f;
    internal const byte FuStart = 0x80;
    internal const byte FuEnd = 0x40;

    /// <summary>Whether a slice of a key frame (IDR) starts here.</summary>
    public bool HasIdr { get; private init; }

    /// <summary>Whether sequence parameters are here.</summary>
    public bool HasSequenceParameters { get; private init; }

    /// <summary>Whether picture parameters are here.</summary>
    public bool HasPictureParameters { get; private init; }

    /// <summary>Whether a unit starts here: not the middle or the end of a fragmented one.</summary>
    public bool StartsUnit { get; private init; }

    /// <summary>Whether a unit ends here: not the start or the middle of a fragmented one.</summary>
    public bool EndsUnit { get; private init; }

    /// <summary>Whether all units here may be dropped without harm (nal_ref_idc of zero).</summary>
    public bool IsNonReference { get; private init; }

    /// <summary>
    /// Whether a decoder may start here: parameter sets, which encoders for real time send with each key frame, or an
    /// IDR slice.
    /// </summary>
    public bool StartsKeyFrame => HasSequenceParameters || HasIdr;

    /// <summary>Reads a payload.</summary>
    /// <returns>False if it ends inside a header, or holds a unit type that WebRTC does not use.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out H264Payload h264)
    {
        h264 = default;
        if (payload.IsEmpty)
            return false;
        return (payload[0] & TypeMask) switch
        {
            >= 1 and < StapA => TryParseSingle(payload[0], out h264),
            StapA => TryParseAggregate(payload[1..], out h264),
            FuA => TryParseFragment(payload, out h264),
            _ => false,
        };
    }

    internal VideoPayload ToVideoPayload() => new()
    {
        StartsKeyFrame = StartsKeyFrame,
        StartsFrame = StartsUnit,
        IsSwitchingPoint = true,
        IsDiscardable = IsNonReference,
    };

    private static bool TryParseSingle(byte header, out H264Payload h264)
    {
        h264 = Of(header) with { StartsUnit = true, EndsUnit = true };
        return true;
    }

    private static bool TryParseAggregate(ReadOnlySpan<byte> units, out H264Payload h264)
    {
        h264 = new H264Payload { StartsUnit = true, EndsUnit = true, IsNonReference = true };
        if (units.IsEmpty)
            return false;
        while (!units.IsEmpty)
        {
            if (units.Length < 3)
                return false;
            var size = BinaryPrimitives.ReadUInt16BigEndian(units);
            if (size == 0 || units.Length < 2 + size)
                return false;
            var unit = Of(units[2]);
            h264 = h264 with
            {
                HasIdr = h264.HasIdr || unit.HasIdr,
                HasSequenceParameters = h264.HasSequenceParameters || unit.HasSequenceParameters,
                HasPictureParameters = h264.HasPictureParameters || unit.HasPictureParameters,
                IsNonReference = h264.IsNonReference && unit.IsNonReference,
            };
            units = units[(2 + size)..];
        }
        return true;
    }

    private static bool TryParseFragment(ReadOnlySpan<byte> payload, out H264Payload h264)
    {
        h264 = default;
        if (payload.Length < 3)
            return false;
        var starts = (payload[1] & FuStart) != 0;
        var unit = Of((byte)((payload[0] & ~TypeMask) | (payload[1] & TypeMask)));
        h264 = new H264Payload
        {
            HasIdr = starts && unit.HasIdr,
            HasSequenceParameters = starts && unit.HasSequenceParameters,
            HasPictureParameters = starts && unit.HasPictureParameters,
            StartsUnit = starts,
            EndsUnit = (payload[1] & FuEnd) != 0,
            IsNonReference = unit.IsNonReference,
        };
        return true;
    }

    private static H264Payload Of(byte header) => new()
    {
        HasIdr = (header & TypeMask) == SliceIdr,
        HasSequenceParameters = (header & TypeMask) == SequenceParameters,
        HasPictureParameters = (header & TypeMask) == PictureParameters,
        IsNonReference = (header & 0x60) == 0,
    };
}
