using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Peers;

/// <summary>Reads the peer's RTCP and does what it asks, or tells the owner.</summary>
internal sealed class PeerFeedbackReader(
    PeerOptions options, PeerReceiver receiver, PeerSender sender, PeerFeedback feedback, PeerEvents events)
{
    private static readonly TimeSpan DefaultRest = TimeSpan.FromMilliseconds(20);

    public RoundTripTime RoundTripTime { get; } = new();

    /// <summary>What the peer has reported on of all streams.</summary>
    public ReportedPackets Reported { get; private set; }

    public DropReason Receive(ReadOnlySpan<byte> datagram, Timestamp now)
    {
        var compound = new RtcpCompound(datagram);
        while (compound.MoveNext())
            ReceivePacket(compound.Current, now);
        return compound.IsMalformed ? DropReason.RtcpMalformed : DropReason.None;
    }

    private void ReceivePacket(RtcpPacket packet, Timestamp now)
    {
        switch (packet.Type)
        {
            case RtcpType.SenderReport when SenderReport.TryParse(packet, out var report):
                ReceiveSenderReport(report, now);
                break;
            case RtcpType.ReceiverReport when ReceiverReport.TryParse(packet, out var report):
                ReceiveBlocks(report.Blocks, now);
                break;
            case RtcpType.TransportFeedback:
                ReceiveTransportFeedback(packet, now);
                break;
            case RtcpType.PayloadFeedback:
                ReceivePayloadFeedback(packet);
                break;
            case RtcpType.ExtendedReport when ExtendedReport.TryParse(packet, out var report):
                ReceiveExtendedReport(report, now);
                break;
            case RtcpType.Bye when Goodbye.TryParse(packet, out var goodbye):
                ReceiveGoodbye(goodbye);
                break;
        }
    }

    private void ReceiveSenderReport(in SenderReport report, Timestamp now)
    {
        if (receiver.Streams.Find(report.Sender) is { } stream)
        {
            stream.NoteSenderReport(report.Info.Ntp, now);
            events.Add(new PeerEvent.SenderReported(stream, report.Info.Ntp, report.Info.RtpTimestamp));
        }

        ReceiveBlocks(report.Blocks, now);
    }

    private void ReceiveBlocks(ReportBlocks blocks, Timestamp now)
    {
        foreach (var block in blocks)
        {
            if (sender.Find(block.Source) is not { } stream)
                continue;
            Reported += stream.NoteReport(block);
            if (RoundTripTime.OnReportBlock(block, options.WallClock.At(now)))
                NoteRoundTrip();
        }
    }

    private void ReceiveTransportFeedback(RtcpPacket packet, Timestamp now)
    {
        if (TransportFeedback.TryParse(packet, out var arrivals))
            sender.Bandwidth.OnFeedback(arrivals, now);
        else if (Nack.TryParse(packet, out var nack) && sender.Find(nack.Header.Media) is { } stream)
            ReceiveNack(nack, stream, now);
    }

    private void ReceiveNack(Nack nack, OutboundStream stream, Timestamp now)
    {
        foreach (var missing in nack)
        {
            if (stream.History is null)
                events.Add(new NackedPacket(stream, missing));
            else
                sender.Retransmit(stream, missing, RoundTripTime.Smallest ?? DefaultRest, now);
        }
    }

    private void ReceivePayloadFeedback(RtcpPacket packet)
    {
        if (PictureLossIndication.TryParse(packet, out var indication))
        {
            if (sender.Find(indication.Header.Media) is { } stream)
                events.Add(new PeerEvent.KeyFrameRequested(stream));
        }
        else if (MaximumBitrate.TryParse(packet, out var limit))
        {
            sender.Bandwidth.OnReceiverLimit(limit.Bitrate);
        }
        else if (FullIntraRequest.TryParse(packet, out var request))
        {
            foreach (var (media, number) in request)
                ReceiveFullIntraRequest(media, number);
        }
    }

    /// <summary>A repeated number is the same request again (RFC 5104, section 4.3.1.1).</summary>
    private void ReceiveFullIntraRequest(Ssrc media, byte number)
    {
        if (sender.Find(media) is not { } stream
            || (stream.HasFullIntraRequest && stream.LastFullIntraRequest == number))
        {
            return;
        }

        stream.HasFullIntraRequest = true;
        stream.LastFullIntraRequest = number;
        events.Add(new PeerEvent.KeyFrameRequested(stream));
    }

    private void ReceiveExtendedReport(in ExtendedReport report, Timestamp now)
    {
        foreach (var block in report)
        {
            if (block.TryGetReferenceTime(out var time))
            {
                feedback.NoteReferenceTime(report.Sender, time, now);
            }
            else if (block.TryGetDelay(feedback.Speaker, out var delay)
                && RoundTripTime.OnReceiverDelay(delay, options.WallClock.At(now)))
            {
                NoteRoundTrip();
            }
        }
    }

    private void ReceiveGoodbye(Goodbye goodbye)
    {
        foreach (var source in goodbye)
        {
            if (receiver.Streams.Find(source) is not { } stream)
                continue;
            receiver.Streams.Remove(stream);
            events.Add(new PeerEvent.StreamEnded(stream));
        }
    }

    private void NoteRoundTrip()
    {
        if (RoundTripTime.Smoothed is not { } roundTrip)
            return;
        foreach (var stream in receiver.Streams.All)
            stream.Nacks?.OnRoundTripTime(roundTrip);
    }
}
