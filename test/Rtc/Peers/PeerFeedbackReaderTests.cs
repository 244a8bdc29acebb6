using Plenum.Rtc.Ice;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Tests.Ice;
using Plenum.Simulation;
using OutboundStream = Plenum.Rtc.Peers.OutboundStream;

namespace Plenum.Rtc.Tests.Peers;

public sealed class PeerFeedbackReaderTests
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(10_000);
    private static readonly Ssrc Peer = new(77);

    private readonly PeerEvents _events = new();
    private readonly PeerReceiver _receiver = new();
    private readonly PeerSender _sender;
    private readonly PeerFeedbackReader _reader;
    private readonly OutboundStream _stream;

    public PeerFeedbackReaderTests()
    {
        var options = new PeerOptions
        {
            Crypto = Crypto,
            Entropy = new SeededRandom(1),
            Certificate = Crypto.GenerateCertificate(),
        };
        var ice = new IceLiteAgent(IceCredentials.Create(options.Entropy), new SinkOfDatagrams(), Now);
        _sender = new PeerSender(options, ice, new DropCounters());
        _stream = _sender.Add(new OutboundStreamOptions(new Ssrc(5), 90_000));
        _reader = new PeerFeedbackReader(
            options, _receiver, _sender, new PeerFeedback(options, ice, _receiver, _sender), _events);
    }

    [Fact]
    public void A_PLI_asks_for_a_key_frame_of_its_stream()
    {
        Read((ref RtcpWriter writer) => writer.TryWritePictureLossIndication(new FeedbackHeader(Peer, _stream.Ssrc)));
        Assert.Equal(new PeerEvent.KeyFrameRequested(_stream), TakeEvent());
        Read((ref RtcpWriter writer) => writer.TryWritePictureLossIndication(new FeedbackHeader(Peer, new Ssrc(99))));
        Assert.Null(TakeEvent());
    }

    [Fact]
    public void A_FIR_counts_once_for_each_number()
    {
        Read((ref RtcpWriter writer) => writer.TryWriteFullIntraRequest(Peer, _stream.Ssrc, 0));
        Read((ref RtcpWriter writer) => writer.TryWriteFullIntraRequest(Peer, _stream.Ssrc, 0));
        Assert.Equal(new PeerEvent.KeyFrameRequested(_stream), TakeEvent());
        Assert.Null(TakeEvent());
        Read((ref RtcpWriter writer) => writer.TryWriteFullIntraRequest(Peer, _stream.Ssrc, 1));
        Assert.NotNull(TakeEvent());
    }

    [Fact]
    public void A_REMB_limits_the_estimate()
    {
        _sender.Bandwidth.OnSent(1000, Now);
        Read((ref RtcpWriter writer) => writer.TryWriteMaximumBitrate(Peer, Bitrate.FromKilobits(100), default));
        Assert.InRange(_sender.Bandwidth.Target.BitsPerSecond, 50_000, 100_000);
    }

    [Fact]
    public void A_REMB_is_told_also_without_transport_wide_feedback()
    {
        Assert.Null(_sender.Bandwidth.ReceiverLimit);
        Read((ref RtcpWriter writer) => writer.TryWriteMaximumBitrate(Peer, Bitrate.FromKilobits(100), default));
        Assert.Equal(100, _sender.Bandwidth.ReceiverLimit!.Value.BitsPerSecond / 1000);
    }

    [Fact]
    public void A_NACK_for_packets_that_the_owner_keeps_is_passed_on_and_bounded()
    {
        var missing = Enumerable.Range(0, 200).Select(number => (ushort)number).ToArray();
        for (var i = 0; i < 10; i++)
            Read((ref RtcpWriter writer) => writer.WriteNack(new FeedbackHeader(Peer, _stream.Ssrc), missing));
        Assert.True(_events.TryTakeNack(out var first));
        Assert.Equal(new NackedPacket(_stream, 0), first);
        var count = 1;
        while (_events.TryTakeNack(out _))
            count++;
        Assert.Equal(512, count);
    }

    [Fact]
    public void A_report_tells_the_loss()
    {
        var block = new ReportBlock { Source = _stream.Ssrc, FractionLost = 64 };
        Read((ref RtcpWriter writer) => writer.TryWriteReceiverReport(Peer, [block]));
        Assert.Equal(0.25, _stream.FractionLost);
    }

    [Fact]
    public void A_report_that_claims_more_than_was_sent_is_believed_as_far_as_that()
    {
        for (var number = 0; number < 10; number++)
            _stream.NoteSent(96, 100, 0, Now);
        Report(highest: 5000, fractionLost: 128);
        Assert.Equal(new ReportedPackets(10, 5), _reader.Reported);

        for (var number = 0; number < 10; number++)
            _stream.NoteSent(96, 100, 0, Now);
        Report(highest: 5010, fractionLost: 77);
        Report(highest: 5010, fractionLost: 77);
        Report(highest: 4000, fractionLost: 255);
        Assert.Equal(new ReportedPackets(20, 8), _reader.Reported);
    }

    private void Report(uint highest, byte fractionLost)
    {
        var block = new ReportBlock { Source = _stream.Ssrc, FractionLost = fractionLost, ExtendedHighestSequence = highest };
        Read((ref RtcpWriter writer) => writer.TryWriteReceiverReport(Peer, [block]));
    }

    [Fact]
    public void A_REMB_that_came_before_the_first_packet_limits_the_estimate_too()
    {
        Read((ref RtcpWriter writer) => writer.TryWriteMaximumBitrate(Peer, Bitrate.FromKilobits(100), default));
        _sender.Bandwidth.OnSent(1000, Now);
        Assert.InRange(_sender.Bandwidth.Target.BitsPerSecond, 50_000, 100_000);
    }

    [Fact]
    public void A_BYE_ends_the_stream()
    {
        _receiver.Streams.SetSections([new ReceiveSection("v", [new RtpFormat(96, 90_000)])]);
        var packet = new byte[16];
        RtpHeaderWriter.Write(packet, 96, false, 1, 1, Peer);
        Assert.True(RtpPacket.TryParse(packet, out var parsed));
        var stream = _receiver.Streams.Find(parsed.Header, default, out _);

        Read((ref RtcpWriter writer) => writer.TryWriteGoodbye(Peer));
        Assert.Equal(new PeerEvent.StreamEnded(stream!), TakeEvent());
        Assert.Empty(_receiver.Streams.All);
    }

    [Fact]
    public void A_broken_compound_is_dropped_after_what_was_right()
    {
        var buffer = new byte[100];
        var writer = new RtcpWriter(buffer);
        writer.TryWritePictureLossIndication(new FeedbackHeader(Peer, _stream.Ssrc));
        Assert.Equal(DropReason.RtcpMalformed, _reader.Receive(buffer.AsSpan(0, writer.Length + 3), Now));
        Assert.NotNull(TakeEvent());
    }

    private delegate void Write(ref RtcpWriter writer);

    private void Read(Write write)
    {
        var buffer = new byte[1200];
        var writer = new RtcpWriter(buffer);
        write(ref writer);
        Assert.Equal(DropReason.None, _reader.Receive(buffer.AsSpan(0, writer.Length), Now));
    }

    private PeerEvent? TakeEvent() => _events.TryTake(out var happened) ? happened : null;
}
