namespace Plenum.Rtc.Dtls;

/// <summary>
/// Data that overtook the Finished in front of it. Kept until the handshake ends, or SCTP would wait a second and more
/// for its first packet; bounded, because nothing about these records is known to be true yet.
/// </summary>
internal sealed class EarlyRecords
{
    private const int MaxCount = 8;

    private readonly List<byte[]> _records = [];

    public bool TryAdd(ReadOnlySpan<byte> record)
    {
        if (_records.Count == MaxCount)
            return false;

        _records.Add(record.ToArray());
        return true;
    }

    public void Replay(Action<byte[]> receive)
    {
        foreach (var record in _records)
            receive(record);
        _records.Clear();
        _records.TrimExcess();
    }
}
