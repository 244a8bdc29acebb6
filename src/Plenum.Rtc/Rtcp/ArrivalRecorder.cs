using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// Remembers when packets with transport-wide sequence numbers arrived, and writes it down as feedback
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01). Bounded: it knows the last <see cref="Capacity"/> numbers.
/// A packet that arrives after its number was reported missing is reported again, with what followed it.
/// </summary>
public sealed class ArrivalRecorder
{
    /// <summary>How many sequence numbers are remembered.</summary>
    public const int Capacity = 1024;

    private const long Missing = long.MinValue;
    private const int UrgentCount = Capacity / 4;

    // The range libwebrtc uses: feedback takes up to 5 % of the rate it reports on, every 50 to 250 ms.
    private const double RateShare = 0.05;
    private const int MessageBits = 68 * 8;
    private static readonly TimeSpan MinimumInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaximumInterval = TimeSpan.FromMilliseconds(250);

    private long[] _ticks = [];
    private SequenceUnwrapper _unwrapper;
    private long _begin;
    private long _end;
    private bool _pending;
    private byte _feedbackCount;
    private Timestamp _intervalStart;
    private long _intervalBytes;
    private TimeSpan _interval = MinimumInterval;

    /// <summary>When the next feedback is due; <see cref="Timestamp.Never"/> while there is nothing to report.</summary>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>Records an arrival. A duplicate, or a packet older than the memory, changes nothing.</summary>
    public void OnPacket(ushort sequence, int bytes, Timestamp now)
    {
        if (_ticks.Length == 0)
            Start(sequence, now);
        _intervalBytes += bytes;
        var number = _unwrapper.Unwrap(sequence);
        if (number < _end - Capacity || !TryStore(number, now.Microseconds / TransportFeedback.TickMicroseconds))
            return;
        _begin = Math.Min(_begin, number);
        _pending = true;
        NextDeadline = _end - _begin >= UrgentCount ? now : _intervalStart + _interval;
    }

    /// <summary>
    /// Writes one message. While it returns true there may be more to say, in a further datagram: the caller ends
    /// when it returns false.
    /// </summary>
    /// <returns>False if there is nothing to report, or no room for a single status.</returns>
    public bool TryWrite(ref RtcpWriter writer, FeedbackHeader header, Timestamp now)
    {
        if (!_pending || !TransportFeedbackWriter.TryWrite(ref writer, header, this, _feedbackCount, out var count))
            return false;
        _feedbackCount++;
        _begin += count;
        _pending = _begin < _end;
        NextDeadline = _pending ? now : Timestamp.Never;
        if (!_pending)
            StartInterval(now);
        return true;
    }

    /// <summary>The first number that waits to be reported.</summary>
    internal long Begin => _begin;

    /// <summary>The number behind the last that waits.</summary>
    internal long End => _end;

    /// <summary>Looks up an arrival among the numbers from <see cref="Begin"/> to <see cref="End"/>.</summary>
    internal bool TryGetArrival(long number, out long ticks)
    {
        ticks = _ticks[number & (Capacity - 1)];
        return ticks != Missing;
    }

    private void Start(ushort sequence, Timestamp now)
    {
        _ticks = new long[Capacity];
        Array.Fill(_ticks, Missing);
        _begin = _end = sequence;
        _intervalStart = now;
    }

    private bool TryStore(long number, long ticks)
    {
        for (var skipped = Math.Max(_end, number - Capacity + 1); skipped <= number; skipped++)
            _ticks[skipped & (Capacity - 1)] = Missing;
        ref var slot = ref _ticks[number & (Capacity - 1)];
        var isNew = slot == Missing;
        slot = isNew ? ticks : slot;
        _end = Math.Max(_end, number + 1);
        _begin = Math.Max(_begin, _end - Capacity);
        return isNew;
    }

    private void StartInterval(Timestamp now)
    {
        var rate = Bitrate.Of(_intervalBytes, now - _intervalStart).BitsPerSecond;
        var interval = TimeSpan.FromSeconds(Math.Min(1, MessageBits / (RateShare * Math.Max(1, rate))));
        _interval = TimeSpan.FromTicks(Math.Clamp(interval.Ticks, MinimumInterval.Ticks, MaximumInterval.Ticks));
        _intervalStart = now;
        _intervalBytes = 0;
    }
}
