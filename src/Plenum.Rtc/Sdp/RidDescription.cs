namespace Plenum.Rtc.Sdp;

/// <summary>A restriction identifier: one encoding of a track ("a=rid", RFC 8851).</summary>
/// <param name="Id">The id, letters, digits, '-' and '_'.</param>
/// <param name="IsSend">Whether the side that says it sends this encoding.</param>
/// <param name="Restrictions">What follows the direction; empty for none.</param>
public sealed record RidDescription(string Id, bool IsSend, string Restrictions = "");
