namespace Plenum.Protocol;

/// <summary>A trickled candidate, in the form of <c>RTCIceCandidateInit</c>.</summary>
public sealed record IceCandidate
{
    /// <summary>The candidate attribute; empty: no more in this generation.</summary>
    public required string Candidate { get; init; }

    /// <summary>The media section's mid.</summary>
    public string? SdpMid { get; init; }

    /// <summary>The media section's index.</summary>
    public int? SdpMLineIndex { get; init; }

    /// <summary>The generation it belongs to.</summary>
    public string? UsernameFragment { get; init; }
}
