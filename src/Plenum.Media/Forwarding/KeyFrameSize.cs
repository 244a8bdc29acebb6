using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>What a stream's key frames take of a path, beside its other frames.</summary>
internal struct KeyFrameSize()
{
    /// <summary>Before one was seen: some thousand bytes.</summary>
    private const long Unknown = 40_000;

    /// <summary>Key frames that come sooner after another are no exception but what the stream is.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(250);

    private long _sum;
    private uint _timestamp;
    private bool _isExtra;
    private Timestamp _startedAt = Timestamp.Never;

    /// <summary>The size of the last one.</summary>
    public readonly long Bits => _sum == 0 ? Unknown : _sum;

    /// <summary>Takes a packet of the stream in.</summary>
    /// <returns>Whether it belongs to a key frame that is an exception; its first packet stands for an ordinary frame.</returns>
    public bool Take(SourcePacket packet, int bytes, Timestamp now)
    {
        var timestamp = packet.Header.Timestamp;
        if (packet.Traits.StartsKeyFrame && (timestamp != _timestamp || _sum == 0))
        {
            _isExtra = _startedAt == Timestamp.Never || now - _startedAt >= Apart;
            (_timestamp, _startedAt, _sum) = (timestamp, now, bytes * 8);
            return false;
        }

        if (_sum == 0 || timestamp != _timestamp)
            return false;
        _sum += bytes * 8;
        return _isExtra;
    }
}
