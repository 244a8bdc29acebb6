namespace Plenum.Rtc.Peers;

/// <summary>A source that the SDP announced.</summary>
/// <param name="Media">The source of the media.</param>
/// <param name="Retransmission">The source that repeats its packets ("a=ssrc-group:FID"), if any.</param>
public readonly record struct AnnouncedSource(Ssrc Media, Ssrc? Retransmission);
