namespace Plenum.Rooms;

/// <summary>
/// The latest of many entries of bytes, numbered from 1. They lie in pieces of one size that are used again, so that a
/// collection of garbage has no objects to trace, however many entries there are, and never finds a large block that has just been
/// made because a smaller one was full. The pieces are pinned: new ones are not counted among what a collection is due for, nor moved.
/// </summary>
/// <param name="maxBytes">How many bytes are held. What is larger is numbered, and forgotten with all that was before it.</param>
public sealed class ByteRing(long maxBytes)
{
    private const int PieceBytes = 4096;
    private const int LeastPlaces = 32;

    /// <summary>The place of entry n is at n modulo its length, a power of two.</summary>
    private Place[] _places = [];

    /// <summary>Piece n, counted since the first byte, is at n modulo its length, a power of two.</summary>
    private byte[]?[] _pieces = [];

    /// <summary>A piece that holds nothing any more.</summary>
    private byte[]? _spare;

    private long _next = 1;

    /// <summary>How many bytes were ever taken in; entries lie one behind the other.</summary>
    private long _end;

    /// <summary>The number of the oldest entry that is held; of the next one when none is.</summary>
    public long Oldest { get; private set; } = 1;

    /// <summary>How many entries are held.</summary>
    public int Count => (int)(_next - Oldest);

    private long Start => Count == 0 ? _end : At(Oldest).Start;

    /// <summary>Takes an entry in.</summary>
    /// <param name="entry">Its bytes.</param>
    /// <returns>Its number.</returns>
    public long Append(ReadOnlySpan<byte> entry)
    {
        while (Count > 0 && _end - Start + entry.Length > maxBytes)
            Forget();
        if (entry.Length > maxBytes)
        {
            Oldest++;
            return _next++;
        }

        if (Count == _places.Length)
            GrowPlaces();
        At(_next) = new(_end, entry.Length);
        Write(entry);
        return _next++;
    }

    /// <summary>Forgets the oldest entry.</summary>
    public void Forget()
    {
        var piece = Start / PieceBytes;
        Oldest++;
        for (; piece < Start / PieceBytes; piece++)
            _spare = Free(piece);
    }

    /// <summary>How long an entry is that is held.</summary>
    /// <param name="number">Its number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not held.</exception>
    public int LengthOf(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, Oldest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, _next);
        return At(number).Length;
    }

    /// <summary>Reads an entry that is held.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="destination">As long as it (<see cref="LengthOf"/>), or longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not held.</exception>
    public void CopyTo(long number, Span<byte> destination)
    {
        var length = LengthOf(number);
        var start = At(number).Start;
        for (var done = 0; done < length;)
        {
            var part = PartAt(start + done, length - done);
            part.CopyTo(destination[done..]);
            done += part.Length;
        }
    }

    private ref Place At(long number) => ref _places[number & (_places.Length - 1)];

    private void Write(ReadOnlySpan<byte> entry)
    {
        while (!entry.IsEmpty)
        {
            if (_end % PieceBytes == 0)
                AddPiece(_end / PieceBytes);
            var part = PartAt(_end, entry.Length);
            entry[..part.Length].CopyTo(part);
            entry = entry[part.Length..];
            _end += part.Length;
        }
    }

    /// <summary>What lies in one piece from here on, and no more than is asked for.</summary>
    private Span<byte> PartAt(long position, int most)
    {
        var offset = (int)(position % PieceBytes);
        return _pieces[Slot(position / PieceBytes)].AsSpan(offset, Math.Min(most, PieceBytes - offset));
    }

    private void AddPiece(long piece)
    {
        if (_pieces.Length == 0 || _pieces[Slot(piece)] is not null)
            GrowPieces(piece);
        _pieces[Slot(piece)] = _spare ?? GC.AllocateUninitializedArray<byte>(PieceBytes, pinned: true);
        _spare = null;
    }

    private byte[]? Free(long piece)
    {
        var freed = _pieces[Slot(piece)];
        _pieces[Slot(piece)] = null;
        return freed;
    }

    private int Slot(long piece) => (int)(piece & (_pieces.Length - 1));

    /// <param name="next">The piece that has no slot yet; all slots are taken by those before it.</param>
    private void GrowPieces(long next)
    {
        var old = _pieces;
        _pieces = new byte[Math.Max(1, old.Length * 2)][];
        for (var piece = next - old.Length; piece < next; piece++)
            _pieces[Slot(piece)] = old[piece & (old.Length - 1)];
    }

    private void GrowPlaces()
    {
        var old = _places;
        _places = new Place[Math.Max(LeastPlaces, old.Length * 2)];
        for (var number = Oldest; number < _next; number++)
            At(number) = old[number & (old.Length - 1)];
    }

    private readonly record struct Place(long Start, int Length);
}
