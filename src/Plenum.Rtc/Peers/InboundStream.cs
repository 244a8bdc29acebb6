using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>A stream that the peer sends: one source, one encoding of one media section.</summary>
public sealed class InboundStream
{
    private const int DuplicateWindow = 2048;

    // Unwrapped numbers begin anywhere in 16 bits and may go below their first; the window wants none below zero.
    private const long IndexOffset = 1 << 20;

    private readonly ReceiveStatistics _statistics;
    private readonly ReplayWindow _received = new(DuplicateWindow);
    private SequenceUnwrapper _unwrapper;

    internal InboundStream(Ssrc ssrc, ReceiveSection section, string rid, RtpFormat format)
    {
        Ssrc = ssrc;
        Section = section;
        Rid = rid;
        Format = format;
        _statistics = new ReceiveStatistics(ssrc, format.ClockRate);
        Nacks = format.UsesNack ? new NackGenerator() : null;
    }

    /// <summary>The source.</summary>
    public Ssrc Ssrc { get; }

    /// <summary>The media section it belongs to.</summary>
    public ReceiveSection Section { get; internal set; }

    /// <summary>The simulcast encoding ("rid"); empty without simulcast by rid.</summary>
    public string Rid { get; }

    /// <summary>The format of its first packet.</summary>
    public RtpFormat Format { get; }

    /// <summary>Media packets taken, those recovered by retransmission among them, duplicates not.</summary>
    public long PacketsReceived { get; private set; }

    /// <summary>Packets that only a retransmission brought.</summary>
    public long PacketsRecovered { get; private set; }

    /// <summary>The variation of transit times (RFC 3550, section 6.4.1).</summary>
    public TimeSpan Jitter => _statistics.Jitter;

    /// <summary>For the owner's own use: what this stream is to it.</summary>
    public object? Tag { get; set; }

    /// <summary>When a packet came last.</summary>
    public Timestamp LastPacketAt { get; private set; }

    internal NackGenerator? Nacks { get; }

    internal Timestamp KeyFrameRequestedAt { get; set; } = Timestamp.Zero;

    internal byte KeyFrameRequests { get; set; }

    /// <summary>A key frame begins with this packet: what was missing before it is not asked for any more.</summary>
    public void NoteKeyFrame(ushort firstSequenceNumber) => Nacks?.OnKeyFrame(firstSequenceNumber);

    /// <summary>Takes a packet into account.</summary>
    /// <returns>False for one that was there before.</returns>
    internal bool TryAccept(in RtpHeader header, bool isRecovered, Timestamp now)
    {
        var index = _unwrapper.Unwrap(header.SequenceNumber) + IndexOffset;
        if (!isRecovered)
            _statistics.OnPacket(header.SequenceNumber, header.Timestamp, now);
        if (index < 0 || _received.Check(index) != ReplayVerdict.Fresh)
            return false;
        _received.Accept(index);
        Nacks?.OnPacket(header.SequenceNumber, now);
        LastPacketAt = now;
        PacketsReceived++;
        PacketsRecovered += isRecovered ? 1 : 0;
        return true;
    }

    internal void NoteSenderReport(NtpTime ntp, Timestamp now) => _statistics.OnSenderReport(ntp, now);

    internal ReportBlock Report(Timestamp now) => _statistics.Report(now);
}
