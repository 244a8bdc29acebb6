using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>
/// One unbroken line of numbers for a receive slot, whatever it is fed from: over layer switches, source switches, pauses
/// and resumes a receiver sees one stream that never jumps. What is left out on purpose closes up; what was lost before
/// us stays a gap, and fills it when it comes late.
/// </summary>
/// <param name="clockRate">Ticks of the timestamp per second.</param>
/// <param name="firstSequence">The first sequence number; random, from the caller (RFC 3550, section 5.1).</param>
/// <param name="firstTimestamp">The first timestamp; random, from the caller.</param>
internal sealed class RtpRewriter(int clockRate, ushort firstSequence, uint firstTimestamp)
{
    private readonly NumberLine _sequences = new();
    private readonly NumberLine _pictures = new();
    private long _nextSequence = firstSequence;
    private long _nextPicture = 1;
    private long _nextFrame = 1;
    private long _frameOffset;
    private byte _indexOffset;
    private byte _lastIndex;
    private uint _timestampOffset;
    private uint _lastTimestamp = firstTimestamp;
    private Timestamp _lastAt = Timestamp.Never;

    /// <summary>Whether anything was sent.</summary>
    public bool HasStarted => _lastAt != Timestamp.Never;

    /// <summary>The sequence number of the next packet, if none is left out before it or late.</summary>
    public ushort NextSequence => (ushort)_nextSequence;

    public void Prefetch()
    {
        Rtc.Prefetch.Object(_sequences);
        Rtc.Prefetch.Object(_pictures);
    }

    /// <summary>From now on the line is fed from another place, and this packet is the first from there.</summary>
    public void Restart(SourcePacket packet, Timestamp now)
    {
        _sequences.Restart(packet.Sequence, _nextSequence);
        _pictures.Restart(packet.PictureId, _nextPicture);
        _frameOffset = _nextFrame - packet.FrameNumber;
        _indexOffset = (byte)(_lastIndex + 1 - packet.Numbers.Index);
        _timestampOffset = NextTimestamp(now) - packet.Header.Timestamp;
    }

    /// <summary>Gives a packet its place in the line.</summary>
    public RewriteResult Map(SourcePacket packet, Timestamp now, out OutboundNumbers numbers)
    {
        numbers = default;
        if (!_sequences.TryMap(packet.Sequence, out var sequence))
            return RewriteResult.None;
        // A picture that was left out stays out, even if some of its packets come so late that others judge them.
        var isWhole = TryMapPicture(packet, out var picture);
        numbers = new(
            (ushort)sequence,
            packet.Header.Timestamp + _timestampOffset,
            (ushort)picture,
            (byte)(packet.Numbers.Index + _indexOffset),
            (ushort)(packet.FrameNumber + _frameOffset));
        Note(sequence, picture, packet.FrameNumber + _frameOffset, numbers, now);
        return isWhole ? RewriteResult.Forward : RewriteResult.Padding;
    }

    /// <summary>Leaves a packet out.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="isWholePicture">
    /// Whether its picture id closes up too. Not where others refer to pictures by distance (VP9).
    /// </param>
    /// <param name="now">The time.</param>
    /// <param name="numbers">Its place, where a later one is taken already.</param>
    /// <returns><see cref="RewriteResult.Padding"/> if the place must be filled.</returns>
    public RewriteResult Skip(SourcePacket packet, bool isWholePicture, Timestamp now, out OutboundNumbers numbers)
    {
        numbers = default;
        if (!_sequences.TrySkip(packet.Sequence))
            return Map(packet, now, out numbers) == RewriteResult.None ? RewriteResult.None : RewriteResult.Padding;
        if (isWholePicture && packet.Numbers.PictureIdBits > 0)
            _pictures.TrySkip(packet.PictureId);
        return RewriteResult.None;
    }

    /// <summary>What a timestamp of the present source is on the line; for sender reports.</summary>
    public uint MapTimestamp(uint timestamp) => timestamp + _timestampOffset;

    private bool TryMapPicture(SourcePacket packet, out long picture)
    {
        picture = 0;
        return packet.Numbers.PictureIdBits == 0 || _pictures.TryMap(packet.PictureId, out picture);
    }

    private void Note(long sequence, long picture, long frame, in OutboundNumbers numbers, Timestamp now)
    {
        _nextPicture = Math.Max(_nextPicture, picture + 1);
        _nextFrame = Math.Max(_nextFrame, frame + 1);
        if (sequence < _nextSequence)
            return;
        _nextSequence = sequence + 1;
        _lastIndex = numbers.Index;
        if (HasStarted && numbers.Timestamp == _lastTimestamp)
            return;
        // The frame's first packet: those behind it may come much later.
        _lastTimestamp = numbers.Timestamp;
        _lastAt = now;
    }

    /// <summary>Media goes on by the time that has passed, and by one tick at least.</summary>
    private uint NextTimestamp(Timestamp now)
    {
        if (!HasStarted)
            return _lastTimestamp;
        var ticks = (long)((now - _lastAt).TotalSeconds * clockRate);
        return _lastTimestamp + (uint)Math.Max(1, ticks);
    }
}
