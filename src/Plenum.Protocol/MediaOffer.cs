namespace Plenum.Protocol;

/// <summary>
/// An offer of a connection to the SFU. Each receive-only media section is a slot, on which the server sends what it
/// binds to it and changes that without negotiation.
/// </summary>
public sealed record MediaOffer
{
    /// <summary>The SDP; bundled, all sections on one transport.</summary>
    public required string Sdp { get; init; }

    /// <summary>Which publication the client sends on which section: mid to cid.</summary>
    public required IReadOnlyDictionary<string, string> Tracks { get; init; }

    /// <summary>The connection that is negotiated anew; left out: a new one, which replaces an older.</summary>
    public string? Connection { get; init; }

    /// <summary>
    /// What the client can send pictures in, if it takes <c>codecWanted</c>; left out: it sends what it sends. What it can
    /// receive is read from its slots.
    /// </summary>
    public IReadOnlyList<VideoCodec>? Encodes { get; init; }
}
