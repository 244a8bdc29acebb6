namespace Plenum.Rtc.Sdp;

/// <summary>A source announced by "a=ssrc" (RFC 5576).</summary>
/// <param name="Ssrc">The source.</param>
/// <param name="Cname">Its canonical name; empty if it is not said.</param>
public sealed record SourceDescription(Ssrc Ssrc, string Cname);
