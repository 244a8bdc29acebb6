using System.Buffers.Binary;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Srtp;

/// <summary>
/// Protects what one side sends: RTP and RTCP, of any number of sources. Allocates only when a source is new.
/// </summary>
/// <remarks>
/// An index is never used twice. Encrypting two different packets under one index gives AES-GCM's authentication key
/// away (RFC 7714, section 14.2), and a packet sent again with, say, a new transport-wide sequence number in its
/// header is a different one. Repairs go by RTX (RFC 4588), under a source and a sequence of their own.
/// </remarks>
public sealed class OutboundSrtp : IDisposable
{
    private readonly SrtpTransform _rtp;
    private readonly SrtpTransform _rtcp;
    private readonly SourceTable _sources;
    private uint _rtcpIndex;

    /// <summary>The sending half of a session under that master key.</summary>
    public OutboundSrtp(ICryptoProvider crypto, SrtpProfile profile, SrtpMasterKey master, SrtpOptions options)
        : this(
            SrtpTransform.ForRtp(crypto, profile, master),
            SrtpTransform.ForRtcp(crypto, profile, master),
            options)
    {
    }

    internal OutboundSrtp(SrtpTransform rtp, SrtpTransform rtcp, SrtpOptions options)
    {
        _rtp = rtp;
        _rtcp = rtcp;
        _sources = new SourceTable(options.MaxSources, options.ReplayWindow);
    }

    /// <summary>Bytes by which an RTP packet grows.</summary>
    public int RtpOverhead => _rtp.Cipher.TagLength;

    /// <summary>Bytes by which an RTCP packet grows.</summary>
    public int RtcpOverhead => _rtcp.Cipher.TagLength + SrtcpLayout.IndexLength;

    /// <summary>An RTP packet will be protected soon.</summary>
    internal void Prefetch(int level)
    {
        if (level == 0)
            Rtc.Prefetch.Object(_rtp);
        else
            _rtp.Prefetch(level - 1);
    }

    /// <summary>Protects an RTP packet in place.</summary>
    /// <param name="buffer">The packet, and <see cref="RtpOverhead"/> bytes of room behind it.</param>
    /// <param name="packetLength">How much of the buffer is packet.</param>
    /// <param name="protectedLength">How much of it is the protected packet.</param>
    /// <returns>False, with the buffer as it was, for what must not be sent: see the class's remarks.</returns>
    public bool TryProtectRtp(Span<byte> buffer, int packetLength, out int protectedLength)
    {
        if (RtpHeader.TryParse(buffer[..packetLength], out var header))
            return TryProtectRtp(buffer, header.Length, buffer[header.Length..packetLength], out protectedLength);

        protectedLength = 0;
        return false;
    }

    /// <summary>
    /// Protects an RTP packet whose header already stands in <paramref name="destination"/> and whose payload is
    /// encrypted from where it lies: what is forwarded to many is copied for none.
    /// </summary>
    /// <param name="destination">The header, and room for payload and <see cref="RtpOverhead"/>.</param>
    /// <param name="headerLength">All of the header: fixed part, contributing sources, extension.</param>
    /// <param name="payload">The plaintext, elsewhere or in its place behind the header.</param>
    /// <param name="protectedLength">How much of the destination is the protected packet.</param>
    /// <returns>False for what must not be sent: see the class's remarks.</returns>
    public bool TryProtectRtp(
        Span<byte> destination,
        int headerLength,
        ReadOnlySpan<byte> payload,
        out int protectedLength)
    {
        protectedLength = headerLength + payload.Length + RtpOverhead;
        return destination.Length >= protectedLength
            && SourceOf(BinaryPrimitives.ReadUInt32BigEndian(destination[8..])) is { } source
            && TryProtectRtp(source, destination, headerLength, payload, out protectedLength);
    }

    /// <summary>
    /// The numbers that a source has used, for who sends many packets of it and finds it once; null where there are too
    /// many sources already.
    /// </summary>
    internal ReplayWindow? SourceOf(uint ssrc) =>
        _sources.Find(ssrc) ?? (_sources.IsFull ? null : _sources.Add(ssrc));

    /// <summary>The same for a source that was found before: the header's, or an index would be used twice.</summary>
    internal bool TryProtectRtp(
        ReplayWindow source,
        Span<byte> destination,
        int headerLength,
        ReadOnlySpan<byte> payload,
        out int protectedLength)
    {
        protectedLength = headerLength + payload.Length + RtpOverhead;
        if (destination.Length < protectedLength)
            return false;

        ReadOnlySpan<byte> header = destination[..headerLength];
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        var index = RtpIndex.Estimate(source.Highest, sequence);
        if (index > RtpIndex.Max || source.Check(index) != ReplayVerdict.Fresh)
            return false;

        source.Accept(index);
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        Span<byte> iv = stackalloc byte[SrtpTransform.MaxIvLength];
        _rtp.Cipher.Seal(
            _rtp.WriteIv(iv, ssrc, index),
            header,
            payload,
            _rtp.WriteRtpTrailer(trailer, index),
            destination[headerLength..]);
        return true;
    }

    /// <summary>Protects a (compound) RTCP packet in place.</summary>
    /// <param name="buffer">The packet, and <see cref="RtcpOverhead"/> bytes of room behind it.</param>
    /// <param name="packetLength">How much of the buffer is packet.</param>
    /// <param name="protectedLength">How much of it is the protected packet.</param>
    /// <returns>False when the bytes are no RTCP, the room is short or the key is used up.</returns>
    public bool TryProtectRtcp(Span<byte> buffer, int packetLength, out int protectedLength)
    {
        protectedLength = packetLength + RtcpOverhead;
        if (!SrtcpLayout.IsRtcp(buffer[..packetLength]) || buffer.Length < protectedLength)
            return false;
        if (_rtcpIndex > SrtcpLayout.IndexMask)
            return false;

        // One index for all sources: RFC 3711 keeps one per source, but what matters is that none comes twice.
        var index = _rtcpIndex++;
        Span<byte> word = stackalloc byte[SrtcpLayout.IndexLength];
        BinaryPrimitives.WriteUInt32BigEndian(word, SrtcpLayout.EncryptedFlag | index);
        Span<byte> iv = stackalloc byte[SrtpTransform.MaxIvLength];
        var body = buffer[SrtcpLayout.HeaderLength..protectedLength];
        _rtcp.Cipher.Seal(
            _rtcp.WriteIv(iv, SrtcpLayout.Ssrc(buffer), index),
            buffer[..SrtcpLayout.HeaderLength],
            buffer[SrtcpLayout.HeaderLength..packetLength],
            word,
            body);
        SrtcpTrailer.Append(body, word, _rtcp);
        return true;
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }
}
