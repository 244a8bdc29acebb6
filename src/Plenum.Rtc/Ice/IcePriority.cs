namespace Plenum.Rtc.Ice;

/// <summary>Priorities of candidates and pairs (RFC 8445, sections 5.1.2 and 6.1.2.3).</summary>
public static class IcePriority
{
    private const uint RtpComponent = 1;

    /// <summary>The priority of a candidate of ours for component 1.</summary>
    /// <param name="type">How it was learned.</param>
    /// <param name="localPreference">0 to 65535, higher is better; unique for each address of a multi-homed host.</param>
    public static uint OfCandidate(IceCandidateType type, ushort localPreference) =>
        (TypePreference(type) << 24) | ((uint)localPreference << 8) | (256 - RtpComponent);

    /// <summary>
    /// The preference of an address among ours: IPv6 before IPv4 by a small step (RFC 8421), then in the order found.
    /// </summary>
    public static ushort LocalPreference(TransportAddress address, int order) =>
        (ushort)Math.Max(0, ushort.MaxValue - (2 * order) - (address.IsIPv4 ? 1 : 0));

    /// <summary>The priority of a pair; both sides compute the same.</summary>
    public static ulong OfPair(uint controlling, uint controlled) =>
        ((ulong)Math.Min(controlling, controlled) << 32)
        + (2 * (ulong)Math.Max(controlling, controlled))
        + (controlling > controlled ? 1UL : 0);

    private static uint TypePreference(IceCandidateType type) => type switch
    {
        IceCandidateType.Host => 126,
        IceCandidateType.PeerReflexive => 110,
        IceCandidateType.ServerReflexive => 100,
        _ => 0,
    };
}
