namespace Plenum.Rtc.Rtcp;

/// <summary>Drives every reader of RTCP over arbitrary bytes, for the fuzzers and the tests of malformed input.</summary>
internal static class RtcpFuzz
{
    /// <summary>Reads the compound in every way a peer would. Must neither throw nor run long.</summary>
    /// <returns>How many items were read: bounded by the bytes given.</returns>
    public static int Run(ReadOnlySpan<byte> datagram)
    {
        var items = 0;
        foreach (var packet in new RtcpCompound(datagram))
            items += 1 + ReadReports(packet) + ReadFeedback(packet) + ReadRequests(packet);
        return items;
    }

    private static int ReadReports(RtcpPacket packet)
    {
        var items = 0;
        if (SenderReport.TryParse(packet, out var sender))
        {
            foreach (var _ in sender.Blocks)
                items++;
        }
        if (ReceiverReport.TryParse(packet, out var receiver))
        {
            foreach (var _ in receiver.Blocks)
                items++;
        }
        if (ExtendedReport.TryParse(packet, out var extended))
        {
            foreach (var block in extended)
                items += block.TryGetReferenceTime(out _) || block.TryGetDelay(default, out _) ? 1 : 0;
        }
        if (SourceDescription.TryParse(packet, out var description))
        {
            foreach (var _ in description)
                items++;
        }
        if (Goodbye.TryParse(packet, out var goodbye))
        {
            foreach (var _ in goodbye)
                items++;
        }
        return items;
    }

    private static int ReadFeedback(RtcpPacket packet)
    {
        var items = 0;
        if (TransportFeedback.TryParse(packet, out var feedback))
        {
            foreach (var _ in feedback)
                items++;
        }
        if (Nack.TryParse(packet, out var nack))
        {
            foreach (var _ in nack)
                items++;
        }
        return items;
    }

    private static int ReadRequests(RtcpPacket packet)
    {
        var items = PictureLossIndication.TryParse(packet, out _) ? 1 : 0;
        if (FullIntraRequest.TryParse(packet, out var request))
        {
            foreach (var _ in request)
                items++;
        }
        if (MaximumBitrate.TryParse(packet, out var bitrate))
        {
            foreach (var _ in bitrate)
                items++;
        }
        return items;
    }
}
