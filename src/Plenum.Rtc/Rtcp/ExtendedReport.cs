using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// The blocks of an extended report (RFC 3611, section 2). Ends at the first block that does not fit.
/// </summary>
public ref struct ExtendedReport
{
    internal const int BlockHeader = 4;

    private ReadOnlySpan<byte> _blocks;

    private ExtendedReport(Ssrc sender, ReadOnlySpan<byte> blocks)
    {
        Sender = sender;
        _blocks = blocks;
    }

    /// <summary>Who reports.</summary>
    public Ssrc Sender { get; }

    /// <summary>The block reached by <see cref="MoveNext"/>.</summary>
    public ExtendedReportBlock Current { get; private set; }

    /// <summary>Starts to read a report.</summary>
    /// <returns>False for another type.</returns>
    public static bool TryParse(RtcpPacket packet, out ExtendedReport report)
    {
        report = default;
        if (packet.Type != RtcpType.ExtendedReport || packet.Body.Length < 4)
            return false;
        report = new ExtendedReport(new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(packet.Body)), packet.Body[4..]);
        return true;
    }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly ExtendedReport GetEnumerator() => this;

    /// <summary>Goes to the next block.</summary>
    public bool MoveNext()
    {
        if (_blocks.Length < BlockHeader)
            return false;
        var end = BlockHeader + (BinaryPrimitives.ReadUInt16BigEndian(_blocks[2..]) * 4);
        if (end > _blocks.Length)
            return false;
        Current = new ExtendedReportBlock(_blocks[0], _blocks[BlockHeader..end]);
        _blocks = _blocks[end..];
        return true;
    }
}
