using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>A stream that we send: what is counted of it, and what it needs to be repaired.</summary>
public sealed class OutboundStream
{
    private readonly SendStatistics _statistics;
    private readonly byte[] _retransmissionTypes = new byte[128];
    private NtpTime _clockNtp;
    private uint _clockTimestamp;
    private Timestamp _clockAt = Timestamp.Never;
    private ushort _retransmissionSequence;
    private uint? _reportedUpTo;
    private readonly byte _firstPayloadType;
    private byte _lastPayloadType;

    internal OutboundStream(OutboundStreamOptions options, ushort firstRetransmission)
    {
        Options = options;
        _statistics = new SendStatistics(options.ClockRate);
        _retransmissionSequence = firstRetransmission;
        History = options.History > 0 ? new RetransmissionBuffer(options.History) : null;
        foreach (var format in options.Formats)
        {
            if (format.RetransmissionOf is not { } original)
                continue;
            _retransmissionTypes[original] = format.PayloadType;
            _firstPayloadType = original;
        }
    }

    /// <summary>What it was made with.</summary>
    public OutboundStreamOptions Options { get; }

    /// <summary>Its source.</summary>
    public Ssrc Ssrc => Options.Ssrc;

    /// <summary>The share of packets that the peer missed by its last report, 0 to 1.</summary>
    public double FractionLost { get; private set; }

    /// <summary>Packets sent, retransmissions not among them.</summary>
    public long PacketsSent => _statistics.Packets;

    /// <summary>Packets sent again.</summary>
    public long PacketsRetransmitted { get; private set; }

    /// <summary>For the owner's own use: what this stream is to it.</summary>
    public object? Tag { get; set; }

    /// <summary>The numbers that its source has used, once it has sent.</summary>
    internal ReplayWindow? Numbers { get; set; }

    internal uint LastTimestamp { get; private set; }

    internal bool HasSent => _statistics.HasSent;

    internal RetransmissionBuffer? History { get; }

    internal byte LastFullIntraRequest { get; set; }

    internal bool HasFullIntraRequest { get; set; }

    /// <summary>
    /// Sets which wall clock time a media timestamp stands for, as an original sender reported it: a forwarded stream
    /// keeps its lip sync. Without it, the time of sending is taken.
    /// </summary>
    public void SetSenderClock(NtpTime ntp, uint timestamp, Timestamp now)
    {
        _clockNtp = ntp;
        _clockTimestamp = timestamp;
        _clockAt = now;
    }

    internal void Prefetch(int level)
    {
        switch (level)
        {
            case 0:
                Rtc.Prefetch.Object(_statistics);
                Rtc.Prefetch.Object(Options);
                Rtc.Prefetch.Object(Numbers);
                break;
            case 1:
                Numbers?.Prefetch();
                break;
        }
    }

    /// <summary>Takes in what the peer reports.</summary>
    /// <returns>What it tells of packets that no report has told of before.</returns>
    internal ReportedPackets NoteReport(in ReportBlock block)
    {
        FractionLost = block.FractionLost / 256.0;
        // The first report is of all that was sent.
        var expected = _reportedUpTo is { } before ? (int)(block.ExtendedHighestSequence - before) : PacketsSent;
        if (expected <= 0)
            return default;
        _reportedUpTo = block.ExtendedHighestSequence;
        // One that lies about how far it reaches is not believed beyond what was sent.
        expected = Math.Min(expected, PacketsSent);
        return new(expected, (long)Math.Round(expected * FractionLost));
    }

    internal void NoteSent(byte payloadType, int payloadLength, uint timestamp, Timestamp now)
    {
        LastTimestamp = timestamp;
        _lastPayloadType = payloadType;
        _statistics.OnPacketSent(payloadLength, timestamp, now);
    }

    internal SenderInfo Report(NtpClock clock, Timestamp now)
    {
        var report = _statistics.Report(clock, now);
        if (_clockAt == Timestamp.Never)
            return report;
        var elapsed = now - _clockAt;
        return report with
        {
            Ntp = _clockNtp + elapsed,
            RtpTimestamp = _clockTimestamp + (uint)(long)(elapsed.TotalSeconds * Options.ClockRate),
        };
    }

    /// <summary>What a retransmission of this payload type needs.</summary>
    /// <returns>False when retransmission was not negotiated for it.</returns>
    internal bool TryBeginRetransmission(byte payloadType, out byte retransmissionType, out ushort sequenceNumber)
    {
        if (!TryNumberRetransmission(payloadType, out retransmissionType, out sequenceNumber))
            return false;
        PacketsRetransmitted++;
        return true;
    }

    /// <summary>
    /// What padding in the place of a retransmission needs. A stream that has sent nothing yet will do: what does not fit
    /// the path must be probed for before it is sent.
    /// </summary>
    internal bool TryBeginPadding(out byte retransmissionType, out ushort sequenceNumber) =>
        TryNumberRetransmission(HasSent ? _lastPayloadType : _firstPayloadType, out retransmissionType, out sequenceNumber);

    private bool TryNumberRetransmission(byte payloadType, out byte retransmissionType, out ushort sequenceNumber)
    {
        retransmissionType = _retransmissionTypes[payloadType];
        sequenceNumber = _retransmissionSequence;
        if (retransmissionType == 0 || Options.RetransmissionSsrc is null)
            return false;
        _retransmissionSequence++;
        return true;
    }
}
