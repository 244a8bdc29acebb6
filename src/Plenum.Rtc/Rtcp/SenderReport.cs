using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>A sender report (RFC 3550, section 6.4.1).</summary>
public readonly ref struct SenderReport
{
    private SenderReport(Ssrc sender, SenderInfo info, ReportBlocks blocks)
    {
        Sender = sender;
        Info = info;
        Blocks = blocks;
    }

    /// <summary>Who reports.</summary>
    public Ssrc Sender { get; }

    /// <summary>What it says about its own stream.</summary>
    public SenderInfo Info { get; }

    /// <summary>What it says about the streams it receives.</summary>
    public ReportBlocks Blocks { get; }

    /// <summary>Reads the report.</summary>
    /// <returns>False for another type, or a count of blocks that does not fit.</returns>
    public static bool TryParse(RtcpPacket packet, out SenderReport report)
    {
        report = default;
        var body = packet.Body;
        if (packet.Type != RtcpType.SenderReport
            || !ReportBlocks.TryTake(body, 4 + SenderInfo.Length, packet.Count, out var blocks))
        {
            return false;
        }
        report = new SenderReport(new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(body)), SenderInfo.Read(body[4..]), blocks);
        return true;
    }
}
