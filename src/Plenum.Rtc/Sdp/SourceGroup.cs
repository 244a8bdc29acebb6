using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Sources that belong together ("a=ssrc-group", RFC 5576 section 4.2).</summary>
/// <param name="Semantics">"FID" (a source and its retransmissions), "SIM" (simulcast without rids) or another.</param>
/// <param name="Sources">The sources in the order given.</param>
public sealed record SourceGroup(string Semantics, ImmutableArray<Ssrc> Sources);
