using Plenum.Media;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Negotiation;

/// <summary>A section in which the SFU sends.</summary>
/// <param name="Slot">What the control plane is told of it.</param>
/// <param name="Stream">What the peer sends it by.</param>
/// <param name="Options">What the media room fills.</param>
internal sealed record PlannedSlot(SfuSlot Slot, OutboundStreamOptions Stream, SlotOptions Options);
