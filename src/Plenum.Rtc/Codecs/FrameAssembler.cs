using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Codecs;

/// <summary>
/// Puts the payloads of one VP8 or H.264 stream together to frames again (H.264 as units behind start codes). Packets
/// come in order, as behind a jitter buffer; a frame with a gap is dropped. Frames are bounded; the buffer is reused.
/// </summary>
public sealed class FrameAssembler(VideoCodec codec)
{
    /// <summary>A frame larger than this is dropped.</summary>
    public const int MaximumFrame = 4 << 20;

    private byte[] _frame = new byte[4096];
    private int _length;
    private bool _intact;
    private uint _timestamp;
    private ushort _expected;
    private bool _started;

    /// <summary>How many frames were dropped.</summary>
    public int Dropped { get; private set; }

    /// <summary>Takes the next packet.</summary>
    /// <returns>True if it completes a frame, which is valid until the next call.</returns>
    public bool TryComplete(in RtpPacket packet, out ReadOnlySpan<byte> frame)
    {
        var header = packet.Header;
        var isFirst = !_started;
        var follows = _started && header.SequenceNumber == _expected;
        if (!_started || header.Timestamp != _timestamp)
            Begin(header.Timestamp);
        _started = true;
        _expected = (ushort)(header.SequenceNumber + 1);
        // A gap in front of a frame may have swallowed the end of the one before, or its own start: VP8 can tell.
        _intact &= (follows || isFirst || (_length == 0 && codec == VideoCodec.Vp8)) && TryAppend(packet.Payload);
        var complete = header.Marker && _intact && _length > 0;
        frame = complete ? _frame.AsSpan(0, _length) : default;
        if (header.Marker)
        {
            Dropped += complete ? 0 : 1;
            (_length, _intact) = (0, false);
        }
        return complete;
    }

    private void Begin(uint timestamp)
    {
        Dropped += _length > 0 ? 1 : 0;
        (_timestamp, _length, _intact) = (timestamp, 0, true);
    }

    private bool TryAppend(ReadOnlySpan<byte> payload) => codec switch
    {
        VideoCodec.Vp8 => TryAppendVp8(payload),
        VideoCodec.H264 => TryAppendH264(payload),
        _ => false,
    };

    private bool TryAppendVp8(ReadOnlySpan<byte> payload) =>
        Vp8Descriptor.TryParse(payload, out var descriptor)
        && descriptor.StartsFrame == (_length == 0)
        && TryCopy(payload[descriptor.Length..]);

    private bool TryAppendH264(ReadOnlySpan<byte> payload)
    {
        if (!H264Payload.TryParse(payload, out var h264))
            return false;
        switch (payload[0] & H264Payload.TypeMask)
        {
            case H264Payload.StapA:
                return TryAppendAggregate(payload[1..]);
            case H264Payload.FuA when h264.StartsUnit:
                var header = (byte)((payload[0] & ~H264Payload.TypeMask) | (payload[1] & H264Payload.TypeMask));
                return TryCopy([0, 0, 0, 1, header]) && TryCopy(payload[2..]);
            case H264Payload.FuA:
                return _length > 0 && TryCopy(payload[2..]);
            default:
                return TryCopy([0, 0, 0, 1]) && TryCopy(payload);
        }
    }

    private bool TryAppendAggregate(ReadOnlySpan<byte> units)
    {
        while (!units.IsEmpty)
        {
            var size = (units[0] << 8) | units[1];
            if (!TryCopy([0, 0, 0, 1]) || !TryCopy(units.Slice(2, size)))
                return false;
            units = units[(2 + size)..];
        }
        return true;
    }

    private bool TryCopy(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > MaximumFrame)
            return false;
        if (_length + bytes.Length > _frame.Length)
            Array.Resize(ref _frame, Math.Min(MaximumFrame, Math.Max(_frame.Length * 2, _length + bytes.Length)));
        bytes.CopyTo(_frame.AsSpan(_length));
        _length += bytes.Length;
        return true;
    }
}
