using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// Finds out which packets of one stream are missing and when to ask for them again (RFC 4585). A packet is asked
/// for when a few later ones have come or a moment has passed, again after each round trip, and given up after some
/// tries or when it is too old; a picture that lost a packet for good is then repaired by a key frame. Bounded by
/// <see cref="Capacity"/> missing packets.
/// </summary>
public sealed class NackGenerator
{
    /// <summary>The most missing packets kept; more at once are beyond repair and give up all.</summary>
    public const int Capacity = 256;

    /// <summary>How many later packets must come before a packet counts as missing rather than late.</summary>
    public const int ReorderTolerance = 3;

    /// <summary>How often a packet is asked for.</summary>
    public const int MaximumTries = 10;

    /// <summary>How long an unusually late packet is waited for if too few later ones come.</summary>
    public static readonly TimeSpan ReorderDelay = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a packet is of use: no jitter buffer waits longer.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan MinimumRetry = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryMargin = TimeSpan.FromMilliseconds(10);

    private readonly Missing[] _missing = new Missing[Capacity];
    private SequenceUnwrapper _unwrapper;
    private bool _started;
    private bool _keyFrameNeeded;
    private TimeSpan _roundTrip = TimeSpan.FromMilliseconds(100);

    /// <summary>How many packets are missing and not given up.</summary>
    public int Count { get; private set; }

    /// <summary>When <see cref="CollectDue"/> has something to say; <see cref="Timestamp.Never"/> if nothing is missing.</summary>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>Sets the round trip time that retries wait for. 100 ms until it is known.</summary>
    public void OnRoundTripTime(TimeSpan roundTrip) => _roundTrip = roundTrip;

    /// <summary>Takes a packet that arrived, in time, late or by retransmission.</summary>
    public void OnPacket(ushort sequenceNumber, Timestamp now)
    {
        if (!_started)
        {
            _started = true;
            _unwrapper.Unwrap(sequenceNumber);
            return;
        }
        var highest = _unwrapper.Highest;
        var number = _unwrapper.Unwrap(sequenceNumber);
        if (number < highest)
            Remove(number);
        else if (number > highest)
            AddGap(highest + 1, number, now);
    }

    /// <summary>
    /// Forgets everything before a key frame's first packet: the decoder starts anew there.
    /// </summary>
    public void OnKeyFrame(ushort firstSequenceNumber)
    {
        _keyFrameNeeded = false;
        DropFront(IndexOf(_unwrapper.Peek(firstSequenceNumber)));
    }

    /// <summary>Writes the sequence numbers to ask for now, ascending; the rest stay due if the span is too small.</summary>
    /// <returns>How many were written.</returns>
    public int CollectDue(Timestamp now, Span<ushort> destination)
    {
        if (NextDeadline > now)
            return 0;
        GiveUp(now);
        var collected = 0;
        NextDeadline = Timestamp.Never;
        for (var i = 0; i < Count; i++)
        {
            ref var missing = ref _missing[i];
            if (missing.DueAt <= now && collected < destination.Length)
            {
                destination[collected++] = (ushort)missing.Number;
                missing.Tries++;
                missing.DueAt = now + RetryDelay;
            }
            NextDeadline = Timestamp.Min(NextDeadline, missing.DueAt);
        }
        return collected;
    }

    /// <summary>Whether a packet was given up since the last call, so that only a key frame helps.</summary>
    public bool TakeKeyFrameRequest()
    {
        var needed = _keyFrameNeeded;
        _keyFrameNeeded = false;
        return needed;
    }

    private TimeSpan RetryDelay =>
        TimeSpan.FromTicks(Math.Max(MinimumRetry.Ticks, (_roundTrip + RetryMargin).Ticks));

    private void AddGap(long from, long to, Timestamp now)
    {
        if (to - from > Capacity - Count)
        {
            DropFront(Count);
            _keyFrameNeeded = true;
        }
        else
        {
            for (var number = from; number < to; number++)
                _missing[Count++] = new Missing { Number = number, Since = now, DueAt = now + ReorderDelay };
        }
        HastenOvertaken(to, now);
    }

    /// <summary>Packets overtaken by enough later ones are asked for at once.</summary>
    private void HastenOvertaken(long highest, Timestamp now)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            ref var missing = ref _missing[i];
            // The list ascends in number and in age, so behind the first that was asked for all were.
            if (missing.Tries > 0)
                break;
            if (highest - missing.Number >= ReorderTolerance)
                missing.DueAt = Timestamp.Min(missing.DueAt, now);
            NextDeadline = Timestamp.Min(NextDeadline, missing.DueAt);
        }
    }

    private void GiveUp(Timestamp now)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var missing = _missing[i];
            var hopeless = now - missing.Since > MaximumAge || (missing.Tries >= MaximumTries && missing.DueAt <= now);
            _keyFrameNeeded |= hopeless;
            if (!hopeless)
                _missing[kept++] = missing;
        }
        Count = kept;
    }

    private void Remove(long number)
    {
        var index = IndexOf(number);
        if (index == Count || _missing[index].Number != number)
            return;
        Array.Copy(_missing, index + 1, _missing, index, Count - index - 1);
        Count--;
        if (Count == 0)
            NextDeadline = Timestamp.Never;
    }

    private void DropFront(int dropped)
    {
        Array.Copy(_missing, dropped, _missing, 0, Count - dropped);
        Count -= dropped;
        if (Count == 0)
            NextDeadline = Timestamp.Never;
    }

    /// <summary>The place of the first missing number that is not below the given one.</summary>
    private int IndexOf(long number)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_missing[middle].Number < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private struct Missing
    {
        public long Number;
        public Timestamp Since;
        public Timestamp DueAt;
        public int Tries;
    }
}
