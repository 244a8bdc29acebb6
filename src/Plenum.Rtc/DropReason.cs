namespace Plenum.Rtc;

/// <summary>
/// Why bytes from the network had no effect. Every early return that drops names one; the owner counts it in
/// <see cref="DropCounters"/>. One member per reason, grouped by area.
/// </summary>
public enum DropReason
{
    /// <summary>Nothing was dropped.</summary>
    None,

    // Demultiplexing (RFC 7983)

    /// <summary>The first byte belongs to no protocol that is spoken here, or the datagram is empty.</summary>
    UnknownProtocol,

    /// <summary>DTLS or media from an address that no authenticated connectivity check has come from.</summary>
    AddressNotValidated,

    /// <summary>DTLS before the peer's fingerprint is known, media before there are keys, or anything after the end.</summary>
    NotConnected,

    // STUN and ICE

    /// <summary>Not a well-formed STUN message: truncated, lengths that lie, too many attributes.</summary>
    StunMalformed,

    /// <summary>The FINGERPRINT attribute is wrong.</summary>
    StunFingerprintMismatch,

    /// <summary>The USERNAME is missing or names nobody here.</summary>
    StunUnknownUser,

    /// <summary>MESSAGE-INTEGRITY is missing or wrong.</summary>
    StunIntegrityMismatch,

    /// <summary>A response to a question that was not asked, or asked too long ago, or asked elsewhere.</summary>
    StunUnknownTransaction,

    /// <summary>A request or indication of a method that has no meaning here.</summary>
    StunUnexpectedMethod,

    /// <summary>A request with an attribute that must be understood and is not (answered with 420).</summary>
    StunUnknownAttribute,

    /// <summary>An authenticated check after consent had expired: only a restart revives.</summary>
    ConsentExpired,

    /// <summary>The peer claims the role that is ours (answered with 487).</summary>
    IceRoleConflict,

    /// <summary>A check that arrived at an address that is no candidate of ours.</summary>
    IceUnknownLocalAddress,

    /// <summary>A response that did not come back the way of its request (RFC 8445, section 7.2.5.2.1).</summary>
    IceAsymmetricResponse,

    /// <summary>Data from a TURN server that belongs to no permission or channel of ours.</summary>
    TurnUnknownChannel,

    // RTP and RTCP

    /// <summary>An RTP packet whose header, extension block or padding does not fit into its bytes.</summary>
    RtpMalformed,

    /// <summary>An RTCP packet whose length does not fit into its bytes; those before it in the compound count.</summary>
    RtcpMalformed,

    /// <summary>An RTP packet from a source that no media section and no retransmission belongs to.</summary>
    RtpUnknownSource,

    /// <summary>An RTP packet that was there before: sent twice, or repeated although it had arrived.</summary>
    RtpDuplicate,

    /// <summary>A retransmission without an original packet: empty, or padding only, as used for probing.</summary>
    RtxWithoutOriginal,

    /// <summary>A redundant audio payload whose block lengths do not fit into it.</summary>
    RedMalformed,

    // SRTP and SRTCP

    /// <summary>An SRTP packet too short for its own header and tag, or not RTP version 2.</summary>
    SrtpMalformed,

    /// <summary>An SRTP packet whose index was seen before.</summary>
    SrtpReplayed,

    /// <summary>An SRTP packet so late that the replay window no longer knows whether it was seen.</summary>
    SrtpTooOld,

    /// <summary>An SRTP packet whose tag is wrong: forged, damaged, or of another key.</summary>
    SrtpNotAuthentic,

    /// <summary>An SRTP packet of a new source, where the peer already has as many as it may.</summary>
    SrtpTooManySources,

    /// <summary>An SRTCP packet too short for its own header, index and tag, or not RTP version 2.</summary>
    SrtcpMalformed,

    /// <summary>An SRTCP packet whose index was seen before.</summary>
    SrtcpReplayed,

    /// <summary>An SRTCP packet so late that the replay window no longer knows whether it was seen.</summary>
    SrtcpTooOld,

    /// <summary>An SRTCP packet whose tag is wrong: forged, damaged, or of another key.</summary>
    SrtcpNotAuthentic,

    /// <summary>An SRTCP packet of a new source, where the peer already has as many as it may.</summary>
    SrtcpTooManySources,

    // DTLS

    /// <summary>Bytes that are no DTLS record, or one of a version, epoch or length that cannot be.</summary>
    DtlsMalformed,

    /// <summary>A DTLS record that has no place in the session's state.</summary>
    DtlsUnexpected,

    /// <summary>A DTLS handshake record that has been answered; the answer went out again only just now, or never will.</summary>
    DtlsRepeated,

    /// <summary>A DTLS record whose number was seen before, or is too old to know.</summary>
    DtlsReplayed,

    /// <summary>A DTLS record whose tag is wrong.</summary>
    DtlsNotAuthentic,

    /// <summary>A ClientHello that no handshake can start from.</summary>
    DtlsBadClientHello,

    /// <summary>A video payload that ends inside its own header: nothing can be known of its frame.</summary>
    PayloadMalformed,

    /// <summary>A packet to a peer whose pacing queue is full: the path carries much less than is sent.</summary>
    PacerQueueFull,

    /// <summary>A retransmission that was asked for, beyond what retransmissions may take of the path.</summary>
    RetransmissionOverBudget,

    // SCTP and data channels

    /// <summary>An SCTP packet or chunk whose lengths do not fit into its bytes, or whose values cannot be.</summary>
    SctpMalformed,

    /// <summary>An SCTP packet whose checksum is wrong.</summary>
    SctpChecksumMismatch,

    /// <summary>An SCTP packet between other ports than the SDP says.</summary>
    SctpWrongPort,

    /// <summary>An SCTP packet with a verification tag that is not ours.</summary>
    SctpWrongTag,

    /// <summary>An SCTP chunk that has no place in the association's state.</summary>
    SctpUnexpected,

    /// <summary>An SCTP chunk of a type that is not spoken here.</summary>
    SctpUnknownChunk,

    /// <summary>SCTP data beyond the window that we gave.</summary>
    SctpWindowExceeded,

    /// <summary>An SCTP chunk that breaks the protocol's rules; the association was aborted.</summary>
    SctpProtocolViolation,

    /// <summary>A message in a stream that no data channel belongs to.</summary>
    DataChannelUnknown,

    /// <summary>A data channel control message that is malformed or has no place.</summary>
    DataChannelMalformed,

    // Media rooms

    /// <summary>Media of a stream that belongs to no publication: not published yet, or not any more.</summary>
    MediaWithoutPublication,

    /// <summary>A media packet so late that nobody would wait for it any more.</summary>
    RtpTooLate,

    /// <summary>A media packet longer than any that networks carry whole.</summary>
    RtpTooLong,

    /// <summary>A media packet for which there was no room: all rooms of the owner keep as many as they may.</summary>
    PacketPoolExhausted,

    /// <summary>A media packet of a payload type that the publication did not announce.</summary>
    PayloadTypeUnknown,

    /// <summary>A media packet for another shard of its room, which does not keep up with what it is given.</summary>
    MirrorFull,
}
