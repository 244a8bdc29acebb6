namespace Plenum.Rtc.Rtp;

/// <summary>Reads bits, highest first. Reading past the end gives zeros and is remembered in <see cref="IsExhausted"/>.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public bool IsExhausted { get; private set; }

    public bool ReadFlag() => Read(1) != 0;

    /// <summary>An unsigned number of up to 32 bits.</summary>
    public uint Read(int count)
    {
        uint value = 0;
        for (; count > 0; count--, _position++)
        {
            var index = _position >> 3;
            IsExhausted |= index >= _bytes.Length;
            var bit = IsExhausted ? 0u : (uint)(_bytes[index] >> (7 - (_position & 7))) & 1;
            value = (value << 1) | bit;
        }
        return value;
    }

    /// <summary>A number below <paramref name="bound"/>, in as few bits as it needs (AV1 RTP specification, A.8.2, ns(n)).</summary>
    public uint ReadBelow(uint bound)
    {
        var width = 32 - System.Numerics.BitOperations.LeadingZeroCount(bound);
        var shorter = (1u << width) - bound;
        var value = Read(width - 1);
        return value < shorter ? value : (value << 1) - shorter + Read(1);
    }
}
