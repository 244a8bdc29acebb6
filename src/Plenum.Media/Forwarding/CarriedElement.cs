using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>A header extension element that goes on to receivers, by its place in the source packet.</summary>
internal readonly record struct CarriedElement(RtpExtensionKind Kind, ushort Offset, byte Length);
