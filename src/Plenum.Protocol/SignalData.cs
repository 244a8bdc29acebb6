namespace Plenum.Protocol;

/// <summary>
/// Negotiation data between two ends of a direct link. The server passes it on without reading it. Exactly one of
/// <see cref="Description"/> and <see cref="Candidate"/> is there; a candidate that is the empty string ends a
/// generation's candidates (RFC 8838).
/// </summary>
public sealed record SignalData
{
    /// <summary>
    /// Names the peer connection at the sender's end. A new name means a new connection: the receiver throws its own
    /// away and starts afresh.
    /// </summary>
    public required string Link { get; init; }

    /// <summary>The connection at the other end that this is meant for, once known; stale data is thrown away.</summary>
    public string? For { get; init; }

    /// <summary>An offer or an answer.</summary>
    public SessionDescription? Description { get; init; }

    /// <summary>A trickled candidate.</summary>
    public IceCandidate? Candidate { get; init; }
}
