namespace Plenum.Rtc.Sdp;

/// <summary>A source the other side announced. Those of simulcast by rid are not announced.</summary>
/// <param name="Ssrc">The source of media.</param>
/// <param name="RetransmissionSsrc">The source of its retransmissions; null for none.</param>
/// <param name="Cname">Its canonical name; empty if it is not said.</param>
public sealed record RemoteSource(Ssrc Ssrc, Ssrc? RetransmissionSsrc, string Cname);
