namespace Plenum.Rtc.Dtls;

/// <summary>
/// Numbers every record this side sends, in both epochs, and packs records into datagrams. The library's own numbers
/// never reach the wire: it does not know of our retransmissions, and a peer's replay window would drop the next
/// record it numbers.
/// </summary>
internal sealed class DtlsRecordWriter(IDtlsSink sink, int maxDatagramLength)
{
    private readonly byte[] _datagram = new byte[maxDatagramLength];
    private readonly long[] _nextSequence = new long[2];
    private int _length;

    /// <summary>What the peer can take in one record of epoch 1.</summary>
    public int MaxPlaintextLength => maxDatagramLength - DtlsRecord.HeaderLength - DtlsRecordProtection.Overhead;

    /// <summary>Adds a plaintext record to the datagram.</summary>
    public void AddPlain(DtlsContentType type, ReadOnlySpan<byte> body)
    {
        var destination = Reserve(DtlsRecord.HeaderLength + body.Length);
        DtlsRecord.WriteHeader(destination, type, epoch: 0, _nextSequence[0]++, body.Length);
        body.CopyTo(destination[DtlsRecord.HeaderLength..]);
    }

    /// <summary>Adds a protected record to the datagram.</summary>
    public void AddSealed(DtlsRecordProtection protection, DtlsContentType type, ReadOnlySpan<byte> plaintext)
    {
        var destination = Reserve(DtlsRecord.HeaderLength + plaintext.Length + DtlsRecordProtection.Overhead);
        protection.Seal(type, _nextSequence[1]++, plaintext, destination);
    }

    /// <summary>Sends what has gathered.</summary>
    public void Flush()
    {
        if (_length == 0)
            return;

        sink.SendDatagram(_datagram.AsSpan(0, _length));
        _length = 0;
    }

    private Span<byte> Reserve(int length)
    {
        if (_length + length > _datagram.Length)
            Flush();

        var destination = _datagram.AsSpan(_length, length);
        _length += length;
        return destination;
    }
}
