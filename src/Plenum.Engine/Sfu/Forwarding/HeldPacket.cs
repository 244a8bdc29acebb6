namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>A packet that waits to be sent, not yet encrypted: its transport-wide number is that of its leaving.</summary>
internal sealed class HeldPacket
{
    private const int Capacity = 1600;

    private readonly byte[] _bytes = new byte[Capacity];
    private int _length;

    public OutboundLine? Line { get; private set; }

    public int HeaderLength { get; private set; }

    /// <summary>Whether it was sent before: it then goes by RTX.</summary>
    public bool IsRepetition { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public static bool CanHold(int length) => length <= Capacity;

    public void Fill(OutboundLine line, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, bool isRepetition)
    {
        (Line, HeaderLength, IsRepetition) = (line, header.Length, isRepetition);
        header.CopyTo(_bytes);
        payload.CopyTo(_bytes.AsSpan(header.Length));
        _length = header.Length + payload.Length;
    }

    public void Clear() => Line = null;
}
