namespace Plenum.Rtc.Rtp;

/// <summary>Writes bits, highest first. Writing past the end is dropped and remembered in <see cref="IsExhausted"/>.</summary>
internal ref struct BitWriter
{
    private readonly Span<byte> _bytes;
    private int _position;

    public BitWriter(Span<byte> bytes)
    {
        _bytes = bytes;
        bytes.Clear();
    }

    public bool IsExhausted { get; private set; }

    /// <summary>The bytes begun.</summary>
    public readonly int Length => (_position + 7) >> 3;

    public void WriteFlag(bool flag) => Write(flag ? 1u : 0, 1);

    public void Write(uint value, int count)
    {
        while (count-- > 0)
        {
            var index = _position >> 3;
            IsExhausted |= index >= _bytes.Length;
            if (!IsExhausted)
                _bytes[index] |= (byte)(((value >> count) & 1) << (7 - (_position & 7)));
            _position++;
        }
    }

    /// <summary>The inverse of <see cref="BitReader.ReadBelow"/>.</summary>
    public void WriteBelow(uint value, uint bound)
    {
        var width = 32 - System.Numerics.BitOperations.LeadingZeroCount(bound);
        var shorter = (1u << width) - bound;
        if (value < shorter)
            Write(value, width - 1);
        else
            Write(value + shorter, width);
    }
}
