using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>A receiver report (RFC 3550, section 6.4.2).</summary>
public readonly ref struct ReceiverReport
{
    private ReceiverReport(Ssrc sender, ReportBlocks blocks)
    {
        Sender = sender;
        Blocks = blocks;
    }

    /// <summary>Who reports.</summary>
    public Ssrc Sender { get; }

    /// <summary>What it says about the streams it receives.</summary>
    public ReportBlocks Blocks { get; }

    /// <summary>Reads the report.</summary>
    /// <returns>False for another type, or a count of blocks that does not fit.</returns>
    public static bool TryParse(RtcpPacket packet, out ReceiverReport report)
    {
        report = default;
        if (packet.Type != RtcpType.ReceiverReport
            || !ReportBlocks.TryTake(packet.Body, 4, packet.Count, out var blocks))
        {
            return false;
        }
        report = new ReceiverReport(new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(packet.Body)), blocks);
        return true;
    }
}
