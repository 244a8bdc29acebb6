using Plenum.Protocol;
using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>An offer that waits for its answer.</summary>
/// <param name="Local">As negotiation needs it.</param>
/// <param name="Sections">What it is about.</param>
/// <param name="Wire">As it is sent.</param>
internal sealed record PendingOffer(LocalOffer Local, LinkSections Sections, MediaOffer Wire);
