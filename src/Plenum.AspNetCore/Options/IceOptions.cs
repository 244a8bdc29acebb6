namespace Plenum.AspNetCore;

/// <summary>STUN and TURN servers that clients are told to use. None by default: no call leaks to a third party.</summary>
public sealed class IceOptions
{
    /// <summary>STUN servers: <c>stun:stun.example.org:3478</c> (RFC 7064).</summary>
    public IList<string> StunUrls { get; } = [];

    /// <summary>TURN servers.</summary>
    public IList<TurnServerOptions> TurnServers { get; } = [];
}
