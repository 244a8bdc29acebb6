namespace Plenum.AspNetCore.Hosting;

/// <summary>
/// The latest of many entries of bytes, numbered from 1, in one block that grows up to a bound and then forgets its oldest.
/// However many entries there are, they are no objects: a collection of garbage has nothing to trace or to move.
/// </summary>
/// <param name="maxBytes">The bound. What is larger is numbered, and forgotten with all that was before it.</param>
internal sealed class ByteRing(int maxBytes)
{
    private const int LeastBytes = 4096;
    private const int LeastPlaces = 32;
    private byte[] _bytes = [];

    /// <summary>The place of entry n is at n modulo its length, a power of two.</summary>
    private Place[] _places = [];

    private long _next = 1;
    private int _end;

    /// <summary>The number of the oldest entry that is held; of the next one when none is.</summary>
    public long Oldest { get; private set; } = 1;

    /// <summary>Takes an entry in.</summary>
    /// <param name="entry">Not empty.</param>
    /// <returns>Its number.</returns>
    public long Append(ReadOnlySpan<byte> entry)
    {
        if (entry.Length > maxBytes)
        {
            Oldest = _next + 1;
            return _next++;
        }

        var start = Reserve(entry.Length);
        entry.CopyTo(_bytes.AsSpan(start));
        _end = start + entry.Length;
        if (_next - Oldest == _places.Length)
            GrowPlaces();
        At(_next) = new(start, entry.Length);
        return _next++;
    }

    /// <summary>An entry that is held; until the next one is taken in.</summary>
    public ReadOnlySpan<byte> Find(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, Oldest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, _next);
        var place = At(number);
        return _bytes.AsSpan(place.Start, place.Length);
    }

    private ref Place At(long number) => ref _places[number & (_places.Length - 1)];

    /// <summary>Entries lie one behind the other and are never cut: what does not fit at the end begins at the start.</summary>
    private int Reserve(int length)
    {
        while (true)
        {
            if (FindFree(length) is { } start)
                return start;
            if (_bytes.Length < maxBytes)
                GrowBytes(length);
            else
                Oldest++;
        }
    }

    private int? FindFree(int length)
    {
        if (Oldest == _next)
            return length <= _bytes.Length ? 0 : null;
        var first = At(Oldest).Start;
        if (first >= _end)
            return length <= first - _end ? _end : null;
        if (length <= _bytes.Length - _end)
            return _end;
        return length <= first ? 0 : null;
    }

    private void GrowBytes(int length)
    {
        var old = _bytes;
        _bytes = new byte[(int)Math.Min(maxBytes, Math.Max(LeastBytes, 2L * Math.Max(old.Length, length)))];
        _end = 0;
        for (var number = Oldest; number < _next; number++)
        {
            ref var place = ref At(number);
            old.AsSpan(place.Start, place.Length).CopyTo(_bytes.AsSpan(_end));
            place = place with { Start = _end };
            _end += place.Length;
        }
    }

    private void GrowPlaces()
    {
        var old = _places;
        _places = new Place[Math.Max(LeastPlaces, old.Length * 2)];
        for (var number = Oldest; number < _next; number++)
            At(number) = old[number & (old.Length - 1)];
    }

    private readonly record struct Place(int Start, int Length);
}
