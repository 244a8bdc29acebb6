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

    /// <summary>
    /// How many sizes of the picture lie in the one encoding of a section that sends VP9 or AV1: mid to a number from 1 to 4.
    /// Where it is left out, a camera has three at most and a screen has one.
    /// </summary>
    public IReadOnlyDictionary<string, int>? Layers { get; init; }
}
