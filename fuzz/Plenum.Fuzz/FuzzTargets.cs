using Plenum.Fuzz.Targets;

namespace Plenum.Fuzz;

/// <summary>All that is fuzzed.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new StunTarget(),
        new CandidateTarget(),
        new IceLiteTarget(),
        new IceFullTarget(),
        new TurnTarget(),
        new RtpTarget(),
        new RtcpTarget(),
        new PayloadTarget(),
        new DependencyDescriptorTarget(),
        new SdpTarget(),
        new DtlsTarget(),
        new PeerTarget(),
    ];
}
