namespace Plenum.Rtc.Dtls;

/// <summary>
/// The last flight this side sent (RFC 6347, section 4.2.4), as plaintext: each time it goes out, its records get new
/// numbers and are sealed anew, or the peer's replay window would drop the Finished of a repeated flight.
/// </summary>
internal sealed class DtlsFlight
{
    private readonly List<(DtlsContentType Type, int Epoch, byte[] Body)> _records = [];

    public bool IsEmpty => _records.Count == 0;

    public void Clear() => _records.Clear();

    public void Add(DtlsContentType type, int epoch, ReadOnlySpan<byte> body) =>
        _records.Add((type, epoch, body.ToArray()));

    public void Send(DtlsRecordWriter writer, DtlsRecordProtection? protection)
    {
        foreach (var (type, epoch, body) in _records)
        {
            if (epoch == 0)
                writer.AddPlain(type, body);
            else
                writer.AddSealed(protection!, type, body);
        }

        writer.Flush();
    }
}
