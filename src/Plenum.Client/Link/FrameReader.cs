using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>Puts the packets of one track into order and together to frames. Belongs to the shard's thread.</summary>
internal sealed class FrameReader(RemoteTrack track)
{
    private static readonly TimeSpan SoundPatience = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan PicturePatience = TimeSpan.FromMilliseconds(300);

    private readonly ReorderBuffer _order =
        new(track.Kind == Protocol.TrackKind.Audio ? SoundPatience : PicturePatience);

    private FrameAssembler? _assembler;
    private InboundFormat _format;
    private bool _isKeyFrame;
    private bool _hasParameters;
    private uint _timestamp;

    public void Receive(in RtpPacket packet, InboundFormat format, Timestamp now)
    {
        _format = format;
        if (_order.TryPass(packet.Header.SequenceNumber))
            Take(packet);
        else
            _order.Hold(packet.Header.SequenceNumber, packet.Bytes, now);
        while (_order.TryTake(now, out var bytes))
        {
            if (RtpPacket.TryParse(bytes, out var next))
                Take(next);
        }
    }

    private void Take(in RtpPacket packet)
    {
        if (packet.Payload.IsEmpty)
            return;
        if (_format.Codec == CodecKind.Opus)
            track.Take(new EncodedFrame(packet.Payload.ToArray(), packet.Header.Timestamp, IsKeyFrame: true) { Level = LevelOf(packet) });
        else if (Codecs.VideoCodecOf(_format.Codec) is { } codec and (VideoCodec.Vp8 or VideoCodec.H264))
            TakePicture(codec, packet);
    }

    private AudioLevel? LevelOf(in RtpPacket packet) =>
        packet.TryGetExtension(_format.AudioLevelId, out var data) && AudioLevel.TryParse(data, out var level) ? level : null;

    private void TakePicture(VideoCodec codec, in RtpPacket packet)
    {
        if (packet.Header.Timestamp != _timestamp)
            (_timestamp, _isKeyFrame) = (packet.Header.Timestamp, false);
        _isKeyFrame |= StartsKeyFrame(codec, packet.Payload);
        _assembler ??= new FrameAssembler(codec);
        if (_assembler.TryComplete(packet, out var frame))
            track.Take(new EncodedFrame(frame.ToArray(), packet.Header.Timestamp, _isKeyFrame));
    }

    /// <summary>An IDR slice is of no use to an H.264 decoder that never had parameter sets.</summary>
    private bool StartsKeyFrame(VideoCodec codec, ReadOnlySpan<byte> payload)
    {
        if (codec != VideoCodec.H264)
            return VideoPayload.TryParse(codec, payload, out var video) && video.StartsKeyFrame;
        if (!H264Payload.TryParse(payload, out var h264))
            return false;
        _hasParameters |= h264.HasSequenceParameters;
        return h264.StartsKeyFrame && _hasParameters;
    }
}
