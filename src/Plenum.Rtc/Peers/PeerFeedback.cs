using System.Buffers.Binary;
using System.Text;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Peers;

/// <summary>Writes the RTCP of a peer: reports, requests for packets and key frames, transport-wide feedback.</summary>
internal sealed class PeerFeedback
{
    private const int MaxBlocks = 31;
    private const int Overhead = 64;

    /// <summary>A key frame that was just asked for is on its way; asking again makes another one.</summary>
    private static readonly TimeSpan KeyFrameRest = TimeSpan.FromMilliseconds(300);

    private readonly PeerOptions _options;
    private readonly IIceAgent _ice;
    private readonly PeerReceiver _receiver;
    private readonly PeerSender _sender;
    private readonly ReportSchedule _schedule;
    private readonly byte[] _canonicalName;
    private readonly byte[] _buffer;
    private readonly Ssrc _ownSource;
    private ReceiverDelay _delay;
    private Timestamp _delayHeardAt = Timestamp.Never;

    public PeerFeedback(PeerOptions options, IIceAgent ice, PeerReceiver receiver, PeerSender sender)
    {
        _options = options;
        _ice = ice;
        _receiver = receiver;
        _sender = sender;
        _schedule = new ReportSchedule(options.ReportInterval, options.Entropy);
        _canonicalName = Encoding.UTF8.GetBytes(options.CanonicalName);
        _buffer = new byte[options.MaxDatagramLength];
        Span<byte> random = stackalloc byte[sizeof(uint)];
        options.Entropy.Fill(random);
        _ownSource = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(random));
    }

    public Deadline NextDeadline
    {
        get
        {
            var next = new Deadline(_receiver.NackDeadline, DeadlineOwner.Nack);
            var arrivals = _receiver.Arrivals?.NextDeadline ?? Timestamp.Never;
            next = Deadline.Earlier(next, new Deadline(arrivals, DeadlineOwner.TransportFeedback));
            return Deadline.Earlier(next, new Deadline(_schedule.NextDeadline, DeadlineOwner.RtcpReport));
        }
    }

    /// <summary>The source that speaks for us: a stream of ours, or one that sends nothing.</summary>
    public Ssrc Speaker => _sender.Streams.Count > 0 ? _sender.Streams[0].Ssrc : _ownSource;

    private Span<byte> Room => _buffer.AsSpan(0, _buffer.Length - Overhead);

    public void Tick(Timestamp now)
    {
        if (_receiver.NackDeadline <= now)
            AskForPackets(now);
        if (_receiver.Arrivals is { } arrivals && arrivals.NextDeadline <= now)
            ReportArrivals(arrivals, now);
        if (_schedule.NextDeadline <= now)
        {
            SendReports(now);
            _schedule.OnSent(now);
        }
    }

    /// <summary>Asks the peer for a key frame, unless that was done a moment ago.</summary>
    public void RequestKeyFrame(InboundStream stream, Timestamp now)
    {
        if (now - stream.KeyFrameRequestedAt < KeyFrameRest)
            return;
        stream.KeyFrameRequestedAt = now;
        var writer = Begin();
        if (stream.Format.UsesPictureLossIndication)
            writer.TryWritePictureLossIndication(new FeedbackHeader(Speaker, stream.Ssrc));
        else
            writer.TryWriteFullIntraRequest(Speaker, stream.Ssrc, stream.KeyFrameRequests++);
        Send(writer.Length);
    }

    /// <summary>The peer wants to know its round trip (RRTR): the next report answers.</summary>
    public void NoteReferenceTime(Ssrc receiver, Rtp.NtpTime time, Timestamp now)
    {
        _delay = new ReceiverDelay(receiver, time.Short, default);
        _delayHeardAt = now;
    }

    /// <summary>Tells the peer that our streams end.</summary>
    public void SendGoodbyes()
    {
        var writer = Begin();
        foreach (var stream in _sender.Streams)
            writer.TryWriteGoodbye(stream.Ssrc);
        Send(writer.Length);
    }

    private RtcpWriter Begin()
    {
        var writer = new RtcpWriter(Room);
        if (_options.AllowsReducedSizeRtcp)
            return writer;
        // Every full compound begins with a report and names its source (RFC 3550, section 6.1).
        writer.TryWriteReceiverReport(Speaker, []);
        writer.TryWriteCanonicalName(Speaker, _canonicalName);
        return writer;
    }

    private void AskForPackets(Timestamp now)
    {
        Span<ushort> missing = stackalloc ushort[NackGenerator.Capacity];
        foreach (var stream in _receiver.Streams.All)
        {
            if (stream.Nacks is not { } nacks || nacks.NextDeadline > now)
                continue;
            var count = nacks.CollectDue(now, missing);
            if (count > 0)
            {
                var writer = Begin();
                writer.WriteNack(new FeedbackHeader(Speaker, stream.Ssrc), missing[..count]);
                Send(writer.Length);
            }

            if (nacks.TakeKeyFrameRequest() && stream.Format.UsesPictureLossIndication)
                RequestKeyFrame(stream, now);
        }

        _receiver.UpdateNackDeadline();
    }

    private void ReportArrivals(ArrivalRecorder arrivals, Timestamp now)
    {
        while (true)
        {
            var writer = Begin();
            // It is about all streams, but libwebrtc throws away what does not name one of its own as the media source.
            if (!arrivals.TryWrite(ref writer, new FeedbackHeader(Speaker, _receiver.NewestSource), now))
                return;
            Send(writer.Length);
        }
    }

    /// <summary>
    /// One compound for each stream that sends, or one receiver report: blocks about the peer's streams go with the
    /// first, and each compound names its source (RFC 3550, section 6.1).
    /// </summary>
    private void SendReports(Timestamp now)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[MaxBlocks];
        blocks = blocks[..CollectBlocks(blocks, now)];
        var hasSent = false;
        foreach (var stream in _sender.Streams)
        {
            if (!stream.HasSent)
                continue;
            var writer = new RtcpWriter(Room);
            writer.TryWriteSenderReport(stream.Ssrc, stream.Report(_options.WallClock, now), hasSent ? [] : blocks);
            Finish(ref writer, stream.Ssrc, isFirst: !hasSent, now);
            hasSent = true;
        }

        if (hasSent)
            return;
        var report = new RtcpWriter(Room);
        report.TryWriteReceiverReport(Speaker, blocks);
        if (blocks.Length > 0)
            report.TryWriteReferenceTime(Speaker, _options.WallClock.At(now));
        Finish(ref report, Speaker, isFirst: true, now);
    }

    private void Finish(ref RtcpWriter writer, Ssrc source, bool isFirst, Timestamp now)
    {
        writer.TryWriteCanonicalName(source, _canonicalName);
        if (isFirst && _delayHeardAt != Timestamp.Never)
        {
            var delay = _delay with { Delay = Rtp.NtpShort.Of(now - _delayHeardAt) };
            writer.TryWriteReceiverDelays(source, [delay]);
            _delayHeardAt = Timestamp.Never;
        }

        Send(writer.Length);
    }

    private int CollectBlocks(Span<ReportBlock> blocks, Timestamp now)
    {
        var count = 0;
        foreach (var stream in _receiver.Streams.All)
        {
            // A stream that has been silent for some reports has nothing to report.
            if (count == blocks.Length || now - stream.LastPacketAt > 5 * _options.ReportInterval)
                continue;
            blocks[count++] = stream.Report(now);
        }

        return count;
    }

    private void Send(int length)
    {
        if (length > 0 && _sender.Srtp is { } srtp && srtp.TryProtectRtcp(_buffer, length, out var protectedLength))
            _ice.Send(_buffer.AsSpan(0, protectedLength));
    }
}
