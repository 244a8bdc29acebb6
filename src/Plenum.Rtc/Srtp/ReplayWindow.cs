namespace Plenum.Rtc.Srtp;

/// <summary>
/// Which of the last <c>size</c> packet indices were seen (RFC 3711, section 3.3.2; RFC 6347, section 4.1.2.6). A ring
/// of bits addressed by the index itself, so that moving forward clears bits and shifts nothing.
/// </summary>
internal sealed class ReplayWindow
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _seen;
    private readonly int _size;

    /// <param name="size">How many indices back are remembered; a power of two, 64 at least.</param>
    public ReplayWindow(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, BitsPerWord);
        if (!System.Numerics.BitOperations.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), "not a power of two");

        _size = size;
        _seen = new ulong[size / BitsPerWord];
    }

    /// <summary>The highest index accepted, or -1.</summary>
    public long Highest { get; private set; } = -1;

    /// <summary>The next index will be asked for soon.</summary>
    public void Prefetch() => Rtc.Prefetch.At(ref Word(Highest + 1));

    /// <summary>Whether an index (not negative) may be accepted. Changes nothing.</summary>
    public ReplayVerdict Check(long index)
    {
        if (index > Highest)
            return ReplayVerdict.Fresh;
        if (Highest - index >= _size)
            return ReplayVerdict.TooOld;
        return (Word(index) & Bit(index)) == 0 ? ReplayVerdict.Fresh : ReplayVerdict.Replayed;
    }

    /// <summary>Marks an index as seen. Only for what <see cref="Check"/> called fresh and what proved authentic.</summary>
    public void Accept(long index)
    {
        if (index > Highest)
            MoveTo(index);
        Word(index) |= Bit(index);
    }

    private void MoveTo(long index)
    {
        if (index - Highest >= _size)
            Array.Clear(_seen);
        else
            ForgetBetween(Highest + 1, index);
        Highest = index;
    }

    private void ForgetBetween(long first, long last)
    {
        while (first <= last)
        {
            var count = (int)Math.Min(BitsPerWord - (first % BitsPerWord), last - first + 1);
            var mask = (count == BitsPerWord ? ulong.MaxValue : (1UL << count) - 1) << (int)(first % BitsPerWord);
            Word(first) &= ~mask;
            first += count;
        }
    }

    private ref ulong Word(long index) => ref _seen[(int)((index & (_size - 1)) / BitsPerWord)];

    private static ulong Bit(long index) => 1UL << (int)(index % BitsPerWord);
}
