using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// What a receiver counts of one source: loss, highest sequence number and jitter (RFC 3550, appendices A.1, A.3
/// and A.8). Packets recovered by retransmission are not given to it: they were lost.
/// </summary>
public sealed class ReceiveStatistics(Ssrc source, int clockRate)
{
    private const int MaximumDropout = 3000;
    private const int MaximumMisorder = 100;
    private const int JitterScale = 16;
    private const int JitterJumpSeconds = 5;

    private bool _started;
    private ushort _maximum;
    private ushort _expectedAfterJump;
    private bool _jumped;
    private uint _cycles;
    private uint _base;
    private long _received;
    private long _expectedBefore;
    private long _receivedBefore;
    private long _transit;
    private long _scaledJitter;
    private NtpShort _lastSenderReport;
    private Timestamp _senderReportAt = Timestamp.Never;

    /// <summary>The source counted.</summary>
    public Ssrc Source => source;

    /// <summary>The packets received, duplicates included.</summary>
    public long Received => _received;

    /// <summary>The packets expected: from the first to the highest.</summary>
    public long Expected => _started ? (long)ExtendedHighest - _base + 1 : 0;

    /// <summary>The packets lost since the start; negative when duplicates outnumber losses.</summary>
    public long Lost => Expected - _received;

    /// <summary>The variation of transit times.</summary>
    public TimeSpan Jitter => TimeSpan.FromSeconds((double)_scaledJitter / JitterScale / clockRate);

    private uint ExtendedHighest => _cycles + _maximum;

    /// <summary>Counts a packet.</summary>
    public void OnPacket(ushort sequenceNumber, uint timestamp, Timestamp now)
    {
        if (!_started)
            Restart(sequenceNumber);
        else if (!TryAdvance(sequenceNumber))
            return;
        UpdateJitter(timestamp, now, isFirst: _received == 0);
        _received++;
    }

    /// <summary>Remembers a sender report, whose receipt the next report confirms.</summary>
    public void OnSenderReport(NtpTime ntp, Timestamp now)
    {
        _lastSenderReport = ntp.Short;
        _senderReportAt = now;
    }

    /// <summary>Makes the block of a report sent now; the share lost counts from the block made before.</summary>
    public ReportBlock Report(Timestamp now)
    {
        var expected = Expected - _expectedBefore;
        var lost = expected - (_received - _receivedBefore);
        _expectedBefore = Expected;
        _receivedBefore = _received;
        return new ReportBlock
        {
            Source = source,
            FractionLost = lost <= 0 ? (byte)0 : (byte)Math.Min(255, lost * 256 / expected),
            CumulativeLost = (int)Math.Clamp(Lost, -0x800000, 0x7fffff),
            ExtendedHighestSequence = ExtendedHighest,
            Jitter = (uint)(_scaledJitter / JitterScale),
            LastSenderReport = _lastSenderReport,
            DelaySinceLastSenderReport = _senderReportAt == Timestamp.Never ? default : NtpShort.Of(now - _senderReportAt),
        };
    }

    /// <summary>RFC 3550, appendix A.1, without probation: our sources were negotiated and authenticated.</summary>
    private bool TryAdvance(ushort sequenceNumber)
    {
        var ahead = (ushort)(sequenceNumber - _maximum);
        if (ahead < MaximumDropout)
        {
            _cycles += sequenceNumber < _maximum ? 1u << 16 : 0;
            _maximum = sequenceNumber;
        }
        else if (ahead <= ushort.MaxValue + 1 - MaximumMisorder)
        {
            // A jump: believe it when the next packet continues it, else it was a stray.
            var continues = _jumped && sequenceNumber == _expectedAfterJump;
            _expectedAfterJump = (ushort)(sequenceNumber + 1);
            _jumped = true;
            if (!continues)
                return false;
            Restart(sequenceNumber);
        }
        return true;
    }

    private void Restart(ushort sequenceNumber)
    {
        _started = true;
        _jumped = false;
        _base = _maximum = sequenceNumber;
        _cycles = 0;
        _received = _receivedBefore = 0;
        _expectedBefore = 0;
    }

    private void UpdateJitter(uint timestamp, Timestamp now, bool isFirst)
    {
        var arrival = (long)((Int128)now.Microseconds * clockRate / 1_000_000);
        var transit = arrival - timestamp;
        var difference = Math.Abs((long)(int)(transit - _transit));
        _transit = transit;
        // A jump of seconds is a new origin of the timestamps (a switched source), not jitter.
        if (isFirst || difference > (long)clockRate * JitterJumpSeconds)
            return;
        _scaledJitter += difference - ((_scaledJitter + (JitterScale / 2)) / JitterScale);
    }
}
