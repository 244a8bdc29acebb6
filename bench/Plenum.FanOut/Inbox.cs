namespace Plenum.FanOut;

/// <summary>Datagrams that a client has not looked at yet, one behind the other.</summary>
internal sealed class Inbox
{
    private readonly List<int> _lengths = [];
    private byte[] _bytes = new byte[1 << 16];
    private int _used;

    public int Count => _lengths.Count;

    public void Add(ReadOnlySpan<byte> datagrams, int segment)
    {
        if (_used + datagrams.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        datagrams.CopyTo(_bytes.AsSpan(_used));
        _used += datagrams.Length;
        for (var rest = datagrams.Length; rest > 0; rest -= segment)
            _lengths.Add(Math.Min(rest, segment));
    }

    /// <summary>Takes them all; each may be changed where it lies.</summary>
    public void Drain(Action<Memory<byte>> take)
    {
        var offset = 0;
        foreach (var length in _lengths)
        {
            take(_bytes.AsMemory(offset, length));
            offset += length;
        }

        _lengths.Clear();
        _used = 0;
    }
}
