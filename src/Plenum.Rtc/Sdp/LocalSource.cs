namespace Plenum.Rtc.Sdp;

/// <summary>What we send in a media section. It stays the same for the life of the section.</summary>
/// <param name="Ssrc">The source of media.</param>
/// <param name="RetransmissionSsrc">The source of retransmissions; used when a codec has them.</param>
/// <param name="Cname">The canonical name for RTCP SDES.</param>
/// <param name="StreamId">The stream and track it belongs to.</param>
public sealed record LocalSource(Ssrc Ssrc, Ssrc RetransmissionSsrc, string Cname, MediaStreamId StreamId);
