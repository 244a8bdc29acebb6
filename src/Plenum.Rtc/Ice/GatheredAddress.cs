using Plenum.Rtc.Ice.Turn;

namespace Plenum.Rtc.Ice;

/// <summary>An address that a server gave or told.</summary>
/// <param name="Address">The relayed or the mapped address.</param>
/// <param name="Related">For diagnosis: the mapped address of a relayed one, the base of a mapped one.</param>
/// <param name="Server">Who told.</param>
/// <param name="Relay">The allocation of a relayed address.</param>
internal sealed record GatheredAddress(
    TransportAddress Address, TransportAddress Related, TransportAddress Server, TurnAllocation? Relay);
