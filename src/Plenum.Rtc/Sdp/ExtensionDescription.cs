namespace Plenum.Rtc.Sdp;

/// <summary>A header extension of a media section ("a=extmap", RFC 8285 section 8).</summary>
/// <param name="Id">The id in packets, 1 to 255 (not 15).</param>
/// <param name="Uri">What the extension is.</param>
/// <param name="Direction">Who may send it; SendReceive when nothing is said.</param>
public sealed record ExtensionDescription(byte Id, string Uri, MediaDirection Direction = MediaDirection.SendReceive);
