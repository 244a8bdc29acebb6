using System.Buffers.Binary;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Srtp;

/// <summary>
/// Opens what the other side sends: RTP and RTCP, of any number of sources up to a bound. Nothing is learned from a
/// packet before it has proved authentic. Allocates only when a source is new.
/// </summary>
public sealed class InboundSrtp : IDisposable
{
    private readonly SrtpTransform _rtp;
    private readonly SrtpTransform _rtcp;
    private readonly SourceTable _sources;
    private readonly SourceTable _rtcpSources;

    /// <summary>The receiving half of a session under that master key.</summary>
    public InboundSrtp(ICryptoProvider crypto, SrtpProfile profile, SrtpMasterKey master, SrtpOptions options)
        : this(
            SrtpTransform.ForRtp(crypto, profile, master),
            SrtpTransform.ForRtcp(crypto, profile, master),
            options)
    {
    }

    internal InboundSrtp(SrtpTransform rtp, SrtpTransform rtcp, SrtpOptions options)
    {
        _rtp = rtp;
        _rtcp = rtcp;
        _sources = new SourceTable(options.MaxSources, options.ReplayWindow);
        _rtcpSources = new SourceTable(options.MaxSources, options.RtcpReplayWindow);
    }

    /// <summary>An RTCP packet will be opened soon.</summary>
    internal void Prefetch(int level)
    {
        if (level == 0)
        {
            Rtc.Prefetch.Object(this);
            return;
        }

        if (level == 1)
        {
            Rtc.Prefetch.Object(_rtcp);
            Rtc.Prefetch.Object(_rtcpSources);
            return;
        }

        _rtcp.Prefetch(level - 2);
        _rtcpSources.Prefetch(level - 2);
    }

    /// <summary>Opens an RTP packet in place.</summary>
    /// <param name="packet">As received; when false is returned, its bytes have become meaningless.</param>
    /// <param name="length">How much of it is the RTP packet.</param>
    /// <param name="reason">Why it was dropped, else <see cref="DropReason.None"/>.</param>
    public bool TryUnprotectRtp(Span<byte> packet, out int length, out DropReason reason)
    {
        length = packet.Length - _rtp.Cipher.TagLength;
        reason = DropReason.SrtpMalformed;
        if (!RtpHeader.TryParse(packet, out var header) || length < header.Length)
            return false;

        var ssrc = header.Ssrc.Value;
        var window = _sources.Find(ssrc);
        reason = DropReason.SrtpTooManySources;
        if (window is null && _sources.IsFull)
            return false;

        var index = RtpIndex.Estimate(window?.Highest ?? -1, header.SequenceNumber);
        if (!IsFresh(window, index, DropReason.SrtpReplayed, DropReason.SrtpTooOld, out reason))
            return false;

        reason = DropReason.SrtpNotAuthentic;
        if (!TryOpenRtp(packet, header.Length, ssrc, index))
            return false;

        (window ?? _sources.Add(ssrc)).Accept(index);
        reason = DropReason.None;
        return true;
    }

    /// <summary>Opens a (compound) RTCP packet in place.</summary>
    /// <param name="packet">As received; when false is returned, its bytes have become meaningless.</param>
    /// <param name="length">How much of it is the RTCP packet.</param>
    /// <param name="reason">Why it was dropped, else <see cref="DropReason.None"/>.</param>
    public bool TryUnprotectRtcp(Span<byte> packet, out int length, out DropReason reason)
    {
        length = packet.Length - _rtcp.Cipher.TagLength - SrtcpLayout.IndexLength;
        reason = DropReason.SrtcpMalformed;
        if (!SrtcpLayout.IsRtcp(packet) || length < SrtcpLayout.HeaderLength)
            return false;

        var ssrc = SrtcpLayout.Ssrc(packet);
        var window = _rtcpSources.Find(ssrc);
        reason = DropReason.SrtcpTooManySources;
        if (window is null && _rtcpSources.IsFull)
            return false;

        Span<byte> word = stackalloc byte[SrtcpLayout.IndexLength];
        SrtcpTrailer.Detach(packet, word, _rtcp);
        var index = BinaryPrimitives.ReadUInt32BigEndian(word) & SrtcpLayout.IndexMask;
        if (!IsFresh(window, index, DropReason.SrtcpReplayed, DropReason.SrtcpTooOld, out reason))
            return false;

        reason = DropReason.SrtcpNotAuthentic;
        if (!TryOpenRtcp(packet[..^word.Length], length, word, ssrc, index))
            return false;

        (window ?? _rtcpSources.Add(ssrc)).Accept(index);
        reason = DropReason.None;
        return true;
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static bool IsFresh(
        ReplayWindow? window,
        long index,
        DropReason replayed,
        DropReason tooOld,
        out DropReason reason)
    {
        var verdict = window?.Check(index) ?? ReplayVerdict.Fresh;
        reason = verdict == ReplayVerdict.TooOld ? tooOld : replayed;
        return verdict == ReplayVerdict.Fresh;
    }

    private bool TryOpenRtp(Span<byte> packet, int headerLength, uint ssrc, long index)
    {
        Span<byte> iv = stackalloc byte[SrtpTransform.MaxIvLength];
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        var body = packet[headerLength..];
        return _rtp.Cipher.TryOpen(
            _rtp.WriteIv(iv, ssrc, index),
            packet[..headerLength],
            body,
            _rtp.WriteRtpTrailer(trailer, index),
            body);
    }

    /// <summary>A packet without the E bit is authenticated only: then all of it is header.</summary>
    private bool TryOpenRtcp(Span<byte> packet, int length, ReadOnlySpan<byte> word, uint ssrc, long index)
    {
        var isEncrypted = (BinaryPrimitives.ReadUInt32BigEndian(word) & SrtcpLayout.EncryptedFlag) != 0;
        var headerLength = isEncrypted ? SrtcpLayout.HeaderLength : length;
        Span<byte> iv = stackalloc byte[SrtpTransform.MaxIvLength];
        var body = packet[headerLength..];
        return _rtcp.Cipher.TryOpen(_rtcp.WriteIv(iv, ssrc, index), packet[..headerLength], body, word, body);
    }
}
