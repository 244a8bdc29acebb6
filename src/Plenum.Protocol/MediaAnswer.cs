namespace Plenum.Protocol;

/// <summary>The server's answer to a <see cref="MediaOffer"/>. Its candidates are all in it.</summary>
public sealed record MediaAnswer
{
    /// <summary>Names the connection at the server, to negotiate it anew later.</summary>
    public required string Connection { get; init; }

    /// <summary>The SDP.</summary>
    public required string Sdp { get; init; }
}
