using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>How a packet that was received is to be read.</summary>
/// <param name="Codec">What its payload type stands for.</param>
/// <param name="AudioLevelId">The id of the audio level among its header extensions; 0 where there is none.</param>
internal readonly record struct InboundFormat(CodecKind Codec, byte AudioLevelId);
