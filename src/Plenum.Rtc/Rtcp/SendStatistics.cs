using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>What a sender counts of one stream for its sender reports (RFC 3550, section 6.4.1).</summary>
public sealed class SendStatistics(int clockRate)
{
    private uint _timestamp;
    private Timestamp _timestampAt = Timestamp.Never;

    /// <summary>The packets sent since the start.</summary>
    public long Packets { get; private set; }

    /// <summary>The payload bytes sent since the start, without headers and padding.</summary>
    public long Octets { get; private set; }

    /// <summary>Whether there is anything to report: a stream that never sent makes no sender report.</summary>
    public bool HasSent => Packets > 0;

    /// <summary>Counts a packet.</summary>
    /// <param name="payloadLength">The payload's bytes.</param>
    /// <param name="timestamp">The packet's media timestamp.</param>
    /// <param name="now">When the moment of that timestamp was captured or forwarded.</param>
    public void OnPacketSent(int payloadLength, uint timestamp, Timestamp now)
    {
        Packets++;
        Octets += payloadLength;
        if (_timestampAt != Timestamp.Never && timestamp == _timestamp)
            return;
        _timestamp = timestamp;
        _timestampAt = now;
    }

    /// <summary>What the stream says about itself now: the media clock runs on since the last packet.</summary>
    public SenderInfo Report(NtpClock clock, Timestamp now)
    {
        var elapsed = _timestampAt == Timestamp.Never ? TimeSpan.Zero : now - _timestampAt;
        var timestamp = _timestamp + (uint)(long)(elapsed.TotalSeconds * clockRate);
        return new SenderInfo(clock.At(now), timestamp, (uint)Packets, (uint)Octets);
    }
}
