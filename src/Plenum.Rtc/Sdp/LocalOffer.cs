using System.Collections.Immutable;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Sdp;

/// <summary>An offer of ours that waits for its answer.</summary>
/// <param name="Description">The offer to send.</param>
/// <param name="Credentials">The ICE credentials in it.</param>
/// <param name="Sources">What each section would send; null where it sends nothing or simulcast by rid.</param>
public sealed record LocalOffer(
    SessionDescription Description, IceCredentials Credentials, ImmutableArray<LocalSource?> Sources);
