using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>A header extension both sides agreed on.</summary>
/// <param name="Id">Its id in packets, the same both ways.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Direction">Whether we may send it, may expect it, or both.</param>
public readonly record struct NegotiatedExtension(byte Id, RtpExtensionKind Kind, MediaDirection Direction);
