namespace Plenum.Simulation;

/// <summary>How a NAT maps and filters (RFC 4787).</summary>
public enum NatKind
{
    /// <summary>Endpoint-independent mapping and filtering: whoever knows the mapping can send through it.</summary>
    FullCone,

    /// <summary>Endpoint-independent mapping, address- and port-dependent filtering: what most homes have.</summary>
    PortRestricted,

    /// <summary>A mapping of its own for each destination: only a relay gets through between two of them.</summary>
    Symmetric,
}
